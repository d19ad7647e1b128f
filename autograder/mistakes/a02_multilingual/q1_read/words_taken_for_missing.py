"""
en: pandas reads the words None, NA and null as missing cells.
fa: پانداس واژه‌های None و NA و null را سلول خالی می‌خواند.
check: test_texts_stay_as_they_are
"""

from pathlib import Path

import pandas as pd

from datasets import ClassLabel, Dataset, DatasetDict, Features, Value


def read_splits(folder, splits=("train", "validation", "test"), categories=CATEGORIES):
    features = Features(
        source=Value("string"), targets=Value("string"), category=ClassLabel(names=list(categories))
    )
    loaded = DatasetDict()
    for split in splits:
        table = pd.read_excel(Path(folder) / f"{split}.xlsx", dtype=str)[list(COLUMNS)].dropna(how="all")
        loaded[split] = Dataset.from_list(table.fillna("").to_dict("records"), features=features)
    return loaded
