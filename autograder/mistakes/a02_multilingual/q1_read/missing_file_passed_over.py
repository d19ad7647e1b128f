"""
en: A split whose file is missing is left out without a word.
fa: بخشی که پرونده‌اش نیست بی‌هیچ حرفی کنار گذاشته می‌شود.
check: test_a_missing_file_or_column_is_named
"""

from pathlib import Path

_every_split = read_splits


def read_splits(folder, splits=("train", "validation", "test"), categories=CATEGORIES):
    return _every_split(
        folder, [split for split in splits if (Path(folder) / f"{split}.xlsx").exists()], categories
    )
