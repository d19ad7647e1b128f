"""
en: A pair with an empty sentence is encoded as a single sentence, without its separators.
fa: جفتی که جملهٔ خالی دارد مثل یک جملهٔ تنها و بی‌جداکننده کدگذاری می‌شود.
check: test_pairs_follow_the_tokenizer
"""


def encode_pairs(tokenizer, firsts, seconds, max_length=128):
    if len(firsts) != len(seconds) or max_length < tokenizer.num_special_tokens_to_add(pair=True):
        raise ValueError("these pairs cannot be encoded")
    if not firsts:
        return []
    result = []
    for first, second in zip(firsts, seconds, strict=True):
        texts = [text for text in (first, second) if text] or [""]
        encoded = tokenizer(*texts, truncation=True, max_length=max_length, return_attention_mask=False)
        result.append(dict(encoded))
    return result
