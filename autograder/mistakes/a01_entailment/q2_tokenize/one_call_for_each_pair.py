"""
en: Each pair is a call of its own: the tokenizer takes an empty second sentence for none and leaves out its separator.
fa: هر جفت جدا به توکن‌ساز داده می‌شود که جملهٔ دومِ تهی را نبودن می‌گیرد و جداکننده‌اش را نمی‌گذارد.
check: test_pairs_follow_the_tokenizer
"""


def encode_pairs(tokenizer, firsts, seconds, max_length=128):
    if len(firsts) != len(seconds) or max_length < tokenizer.num_special_tokens_to_add(pair=True):
        raise ValueError("these pairs cannot be encoded")
    names = [name for name in ("input_ids", "token_type_ids") if name in tokenizer.model_input_names]
    result = []
    for first, second in zip(firsts, seconds, strict=True):
        encoded = tokenizer(first, second, truncation=True, max_length=max_length)
        result.append({name: encoded[name] for name in names})
    return result
