"""
en: The ids are cut off at max_length: the last separator goes, and the second sentence pays alone.
fa: شناسه‌ها در max_length قطع می‌شوند: جداکنندهٔ آخر می‌رود و فقط جملهٔ دوم هزینه می‌دهد.
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
        truncation=False,
        max_length=max_length,
        padding=False,
        return_attention_mask=False,
        return_token_type_ids="token_type_ids" in tokenizer.model_input_names,
    )
    return [
        {key: value[:max_length] for key, value in zip(encoded, values, strict=True)}
        for values in zip(*encoded.values(), strict=True)
    ]
