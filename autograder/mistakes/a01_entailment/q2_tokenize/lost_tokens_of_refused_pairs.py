"""
en: count_lost gives numbers for a max_length that encode_pairs refuses.
fa: count_lost برای max_lengthی هم که encode_pairs نمی‌پذیرد عدد می‌دهد.
check: test_lost_tokens_are_counted
"""

_counting = count_lost


def count_lost(tokenizer, firsts, seconds, max_length=128):
    return _counting(
        tokenizer, firsts, seconds, max(max_length, tokenizer.num_special_tokens_to_add(pair=True))
    )
