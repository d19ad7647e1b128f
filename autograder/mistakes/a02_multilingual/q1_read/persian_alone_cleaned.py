"""
en: `clean` is applied to the Persian text only, before texts are compared.
fa: پیش از مقایسه فقط متن فارسی با `clean` پاک می‌شود.
check: test_duplicates_are_pairs
"""


def _pair(row, clean):
    return row["source"], row["targets"] if clean is None else clean(row["targets"])
