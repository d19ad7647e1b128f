"""
en: The category counts as part of the row, so a pair with two labels is no duplicate.
fa: دسته هم بخشی از سطر حساب می‌شود و جفتی که دو برچسب دارد تکراری به شمار نمی‌آید.
check: test_duplicates_are_pairs
"""


def _pair(row, clean):
    texts = row["source"], row["targets"]
    return (*(texts if clean is None else map(clean, texts)), row["category"])
