"""
en: The texts are rid of their ZWNJ before encoding: the tokenizer sees other words.
fa: پیش از کدگذاری نیم‌فاصله‌ها برداشته می‌شوند: توکن‌ساز واژه‌های دیگری می‌بیند.
check: test_pairs_follow_the_tokenizer
"""


def encode_pairs(tokenizer, firsts, seconds, max_length=128):
    if len(firsts) != len(seconds) or max_length < tokenizer.num_special_tokens_to_add(pair=True):
        raise ValueError("these pairs cannot be encoded")
    if not firsts:
        return []
    encoded = tokenizer(
        [text.replace("\u200c", "") for text in firsts],
        [text.replace("\u200c", "") for text in seconds],
        truncation="longest_first",
        max_length=max_length,
        padding=False,
        return_attention_mask=False,
        return_token_type_ids="token_type_ids" in tokenizer.model_input_names,
    )
    return [dict(zip(encoded, values, strict=True)) for values in zip(*encoded.values(), strict=True)]
