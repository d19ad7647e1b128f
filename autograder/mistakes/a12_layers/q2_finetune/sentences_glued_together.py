"""
en: Premise and hypothesis are glued into one sentence: no separator between them, all token types 0.
fa: premise و hypothesis به هم چسبیده و یک جمله شده‌اند: جداکننده‌ای نیست و نوع همهٔ توکن‌ها 0 است.
check: test_pairs_are_encoded_for_bert
"""


def encode_pairs(tokenizer, premises, hypotheses, max_length=64):
    texts = [f"{premise} {hypothesis}" for premise, hypothesis in zip(premises, hypotheses, strict=True)]
    encoded = tokenizer(
        texts,
        truncation=True,
        max_length=max_length,
        padding=True,
        return_token_type_ids=True,
        return_tensors="pt",
    )
    return dict(encoded)
