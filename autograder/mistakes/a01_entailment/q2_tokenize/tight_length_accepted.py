"""
en: A max_length below the number of special tokens is passed on, and nothing is cut.
fa: max_length کمتر از شمار توکن‌های ویژه پذیرفته می‌شود و هیچ بریده نمی‌شود.
check: test_impossible_pairs_are_refused
"""


def encode_pairs(tokenizer, firsts, seconds, max_length=128):
    if len(firsts) != len(seconds):
        raise ValueError("these pairs cannot be encoded")
    if not firsts:
        return []
    encoded = tokenizer(
        list(firsts),
        list(seconds),
        truncation="longest_first",
        max_length=max_length,
        padding=False,
        return_attention_mask=False,
        return_token_type_ids="token_type_ids" in tokenizer.model_input_names,
    )
    return [dict(zip(encoded, values, strict=True)) for values in zip(*encoded.values(), strict=True)]
