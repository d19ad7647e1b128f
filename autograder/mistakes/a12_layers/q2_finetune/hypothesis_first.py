"""
en: The hypothesis is passed as the first sentence.
fa: hypothesis به عنوان جملهٔ اول داده شده است.
check: test_pairs_are_encoded_for_bert
"""


def encode_pairs(tokenizer, premises, hypotheses, max_length=64):
    encoded = tokenizer(
        list(hypotheses),
        list(premises),
        truncation=True,
        max_length=max_length,
        padding=True,
        return_token_type_ids=True,
        return_tensors="pt",
    )
    return dict(encoded)
