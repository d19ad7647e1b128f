"""
en: Only one of the two sentences may be cut, always the same one; where the other is too long by itself, the tokenizer gives up.
fa: فقط یکی از دو جمله، همیشه همان یکی، بریده می‌شود؛ هر جا آن دیگری خودش زیادی بلند باشد توکن‌ساز از کار می‌ماند.
check: test_the_longer_sentence_is_cut
"""


def encode_pairs(tokenizer, firsts, seconds, max_length=128):
    if len(firsts) != len(seconds) or max_length < tokenizer.num_special_tokens_to_add(pair=True):
        raise ValueError("these pairs cannot be encoded")
    if not firsts:
        return []
    encoded = tokenizer(
        list(firsts),
        list(seconds),
        truncation="only_first",
        max_length=max_length,
        padding=False,
        return_attention_mask=False,
        return_token_type_ids="token_type_ids" in tokenizer.model_input_names,
    )
    return [dict(zip(encoded, values, strict=True)) for values in zip(*encoded.values(), strict=True)]
