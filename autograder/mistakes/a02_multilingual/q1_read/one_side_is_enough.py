"""
en: Rows with the same English side are taken for duplicates, though the translations differ.
fa: سطرهایی که انگلیسی‌شان یکی است تکراری پنداشته می‌شوند، هرچند ترجمه‌ها فرق دارند.
check: test_duplicates_are_pairs
"""


def _pair(row, clean):
    return row["source"] if clean is None else clean(row["source"])
