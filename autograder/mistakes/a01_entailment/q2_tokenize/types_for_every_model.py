"""
en: Token types are asked of every tokenizer, though a RoBERTa has none.
fa: از هر توکن‌سازی نوع توکن خواسته می‌شود، در حالی که RoBERTa ندارد.
check: test_pairs_follow_the_tokenizer
"""


def encode_pairs(tokenizer, firsts, seconds, max_length=128):
    if len(firsts) != len(seconds) or max_length < tokenizer.num_special_tokens_to_add(pair=True):
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
        return_token_type_ids=True,
    )
    return [dict(zip(encoded, values, strict=True)) for values in zip(*encoded.values(), strict=True)]
