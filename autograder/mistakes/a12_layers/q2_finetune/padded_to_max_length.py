"""
en: Everything is padded to max_length, though the longest pair is far shorter.
fa: همه چیز تا max_length پر می‌شود، با آن‌که بلندترین جفت بسیار کوتاه‌تر است.
check: test_pairs_are_encoded_for_bert
"""


def encode_pairs(tokenizer, premises, hypotheses, max_length=64):
    encoded = tokenizer(
        list(premises),
        list(hypotheses),
        truncation=True,
        max_length=max_length,
        padding="max_length",
        return_token_type_ids=True,
        return_tensors="pt",
    )
    return dict(encoded)
