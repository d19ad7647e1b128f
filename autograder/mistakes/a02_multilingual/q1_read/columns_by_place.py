"""
en: The first three columns are taken, whatever the first row calls them.
fa: سه ستون نخست برداشته می‌شود، هر نامی که در سطر نخست داشته باشند.
check: test_files_become_splits
"""

from pathlib import Path

from openpyxl import load_workbook

from datasets import ClassLabel, Dataset, DatasetDict, Features, Value


def read_splits(folder, splits=("train", "validation", "test"), categories=("quran", "bible", "mizan")):
    features = Features(
        source=Value("string"), targets=Value("string"), category=ClassLabel(names=list(categories))
    )
    loaded = DatasetDict()
    for split in splits:
        lines = list(load_workbook(Path(folder) / f"{split}.xlsx").worksheets[0].values)[1:]
        rows = [dict(zip(features, map(str, line[:3]), strict=True)) for line in lines]
        loaded[split] = Dataset.from_list(rows, features=features)
    return loaded
