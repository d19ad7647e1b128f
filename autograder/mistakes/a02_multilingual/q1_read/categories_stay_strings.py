"""
en: The category stays a string column: nobody knows which id a class has, or which classes there are.
fa: دسته ستونی از رشته‌ها می‌ماند: معلوم نیست هر رده چه شماره‌ای دارد یا چه رده‌هایی هست.
check: test_files_become_splits
"""

from pathlib import Path

from datasets import Dataset, DatasetDict


def read_splits(folder, splits=("train", "validation", "test"), categories=CATEGORIES):
    return DatasetDict(
        {
            split: Dataset.from_list(_read_sheet(Path(folder) / f"{split}.xlsx", categories))
            for split in splits
        }
    )
