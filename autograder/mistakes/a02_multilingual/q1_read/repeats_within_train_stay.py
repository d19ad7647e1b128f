"""
en: Rows shared with other splits go, but those repeated within the training split stay.
fa: سطرهای مشترک با بخش‌های دیگر می‌روند ولی تکرارهای درون بخش آموزش می‌مانند.
check: test_only_training_loses_rows
"""


def without_leaks(splits, clean=None):
    gone = {_pair(row, clean) for name, rows in splits.items() if name != "train" for row in rows}
    kept = [index for index, row in enumerate(splits["train"]) if _pair(row, clean) not in gone]
    return type(splits)({**splits, "train": splits["train"].select(kept)})
