"""
en: A symbol must be in more than min_rows texts instead of at least as many.
fa: نشانه باید در بیش از min_rows متن باشد، نه دست‌کم در همان شمار.
check: test_symbols_of_one_class_are_found
"""

_at_least = exclusive_symbols


def exclusive_symbols(texts, labels, min_rows=10):
    return _at_least(texts, labels, min_rows + 1)
