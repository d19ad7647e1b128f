"""
en: Labels above 0 are counted: class 0 is taken for padding.
fa: برچسب‌های بزرگ‌تر از ۰ شمرده می‌شوند: ردهٔ ۰ پدینگ پنداشته شده است.
check: test_targets_are_counted
"""


def count_targets(labels):
    return int((labels > 0).sum())
