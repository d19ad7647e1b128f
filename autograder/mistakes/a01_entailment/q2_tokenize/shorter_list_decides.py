"""
en: Unequal lists are cut to the shorter one without a word.
fa: دو فهرست نابرابر بی‌صدا به اندازهٔ کوتاه‌تر می‌شوند.
check: test_impossible_pairs_are_refused
"""


def encode_pairs(tokenizer, firsts, seconds, max_length=128):
    if max_length < tokenizer.num_special_tokens_to_add(pair=True):
        raise ValueError("no room")
    pairs = [list(pair) for pair in zip(firsts, seconds, strict=False)]
    if not pairs:
        return []
    encoded = tokenizer(
        pairs,
        truncation="longest_first",
        max_length=max_length,
        return_attention_mask=False,
        return_token_type_ids="token_type_ids" in tokenizer.model_input_names,
    )
    return [dict(zip(encoded, values, strict=True)) for values in zip(*encoded.values(), strict=True)]
