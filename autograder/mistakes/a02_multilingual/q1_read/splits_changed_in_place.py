"""
en: The training split of the argument itself is replaced.
fa: بخش آموزشِ خودِ ورودی جایگزین می‌شود.
check: test_only_training_loses_rows
"""

_copying = without_leaks


def without_leaks(splits, clean=None):
    splits["train"] = _copying(splits, clean)["train"]
    return splits
