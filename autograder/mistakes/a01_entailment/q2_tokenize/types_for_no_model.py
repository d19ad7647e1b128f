"""
en: No token types, not even for a BERT: it takes both sentences for one.
fa: نوع توکن نیست، حتی برای BERT: دو جمله را یکی می‌گیرد.
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
        return_token_type_ids=False,
    )
    return [dict(zip(encoded, values, strict=True)) for values in zip(*encoded.values(), strict=True)]
