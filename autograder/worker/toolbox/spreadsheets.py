"""Spreadsheets written for a check, and the DatasetDict that a student's function makes of them, as data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from autograder.worker.toolbox.base import Base


class Spreadsheets(Base):
    """Small xlsx files in the worker's scratch, and splits that live in the worker."""

    def write_spreadsheets(self, files: dict[str, list[list[Any]]]) -> str:
        """A fresh folder with one xlsx file a name, whose first sheet has these lines of cells (None: an empty cell)."""
        from openpyxl import Workbook

        folder = self.scratch_dir()
        for name, lines in files.items():
            book = Workbook(write_only=True)
            sheet = book.create_sheet("Sheet1")
            for line in lines:
                sheet.append(line)
            book.create_sheet("notes").append(["not", "the", "data"])
            book.save(Path(folder) / name)
        return folder

    def build_splits(self, splits: dict[str, list[dict[str, str]]], categories: list[str]) -> Any:
        """A DatasetDict of rows with source, targets and category; to be kept in the worker."""
        from datasets import ClassLabel, Dataset, DatasetDict, Features, Value

        features = Features(
            source=Value("string"), targets=Value("string"), category=ClassLabel(names=categories)
        )
        return DatasetDict(
            {
                name: Dataset.from_dict(
                    {column: [row[column] for row in rows] for column in features}, features=features
                )
                for name, rows in splits.items()
            }
        )

    def splits_as_data(self, splits: Any) -> dict[str, Any]:
        """For each split: its columns, its rows, and what type each column has (for classes, their names)."""
        return {
            name: {
                "columns": list(dataset.column_names),
                "rows": [dict(row) for row in dataset],
                "types": {
                    column: list(getattr(feature, "names", [])) or str(feature.dtype)
                    for column, feature in dataset.features.items()
                },
            }
            for name, dataset in splits.items()
        }

    def symbols_as_list(self, symbols: set[str]) -> list[str]:
        """The members of a set of strings, sorted."""
        return sorted(symbols)
