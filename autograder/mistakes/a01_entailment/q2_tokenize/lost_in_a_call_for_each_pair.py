"""
en: Pairs are encoded one by one to be counted: an empty second sentence then has no separator, and the first one more room.
fa: جفت‌ها برای شمردن یکی‌یکی کدگذاری می‌شوند: جملهٔ دومِ تهی جداکننده ندارد و جملهٔ اول جای بیشتری دارد.
check: test_lost_tokens_are_counted
"""


def count_lost(tokenizer, firsts, seconds, max_length=128):
    encode_pairs(tokenizer, firsts, seconds, max_length)
    result = []
    for first, second in zip(firsts, seconds, strict=True):
        whole = tokenizer(first, second).sequence_ids()
        kept = tokenizer(first, second, truncation=True, max_length=max_length).sequence_ids()
        result.append([whole.count(side) - kept.count(side) for side in (0, 1)])
    return result
