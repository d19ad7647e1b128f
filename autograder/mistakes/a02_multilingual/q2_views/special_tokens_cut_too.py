"""
en: Where there is no room the sequence is sliced, special tokens and all.
fa: جایی که جا نیست دنباله با توکن‌های ویژه‌اش بریده می‌شود.
check: test_unknown_views_and_no_rows
"""

_careful = encode_view


def encode_view(tokenizer, rows, view, max_length=128):
    whole = _careful(tokenizer, rows, view, max(max_length, 8))
    return [{key: values[:max_length] for key, values in each.items()} for each in whole]
