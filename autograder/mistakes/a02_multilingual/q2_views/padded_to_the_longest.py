"""
en: The examples are padded to the longest one already.
fa: نمونه‌ها از همین حالا تا درازترینشان پد می‌شوند.
check: test_views_follow_the_convention
"""

_unpadded = encode_view


def encode_view(tokenizer, rows, view, max_length=128):
    padded = dict(tokenizer.pad(_unpadded(tokenizer, rows, view, max_length)))
    return [{key: list(values[index]) for key, values in padded.items()} for index in range(len(rows))]
