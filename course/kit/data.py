"""The course's data sets: the sample that ships with it, or the reduced real set, behind one call."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from course.kit.errors import MissingResource
from course.kit.paths import prepared_folder, sample_folder

if TYPE_CHECKING:
    from datasets import DatasetDict

Row = dict[str, str]

SPLITS = ("train", "validation", "test")
PROFILES = ("quick", "real", "gpu")
COLUMNS = {"farstail": ("premise", "hypothesis", "label")}
LABELS = {"farstail": ("e", "n", "c")}
FILES = {"farstail": {"train": "Train-word.csv", "validation": "Val-word.csv", "test": "Test-word.csv"}}


def read_rows(name: str, split: str, profile: str = "quick") -> list[Row]:
    """The rows of one split, in file order, texts exactly as stored.

    Args:
        name: the data set, for example "farstail".
        split: "train", "validation" or "test".
        profile: "quick" reads the sample in `datasets/`; "real" and "gpu" read the reduced set that
            `tamrin data prepare` wrote to the user's data folder.

    Raises:
        MissingResource: the files are not on this machine.
        ValueError: no such data set, split or profile.
    """
    for value, allowed in ((name, tuple(FILES)), (split, SPLITS), (profile, PROFILES)):
        if value not in allowed:
            raise ValueError(f"{value!r} is none of {', '.join(allowed)}")
    if profile == "quick":
        path = sample_folder(name) / FILES[name][split]
        if not path.exists():
            raise MissingResource(f"{path} is missing: get the course's `datasets` folder again.")
        return read_tsv(path, COLUMNS[name])
    path = prepared_folder(name) / f"{split}.parquet"
    if not path.exists():
        raise MissingResource(f"{path} is missing: run `tamrin data prepare {name} --from DIR` first.")
    return _read_parquet(path)


def read_tsv(path: Path, columns: tuple[str, ...]) -> list[Row]:
    """The named columns of a tab-separated file with CSV quoting, the format of the FarsTail release."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{column: row[column] for column in columns} for row in csv.DictReader(file, delimiter="\t")]


def load_data(name: str, profile: str = "quick") -> DatasetDict:
    """The three splits as a Hugging Face DatasetDict, for notebooks."""
    from datasets import Dataset, DatasetDict

    return DatasetDict({split: Dataset.from_list(read_rows(name, split, profile)) for split in SPLITS})


def label_ids(rows: list[Row], name: str = "farstail") -> list[int]:
    """The label of each row as its position in LABELS[name]."""
    order = {label: index for index, label in enumerate(LABELS[name])}
    return [order[row["label"]] for row in rows]


def _read_parquet(path: Path) -> list[Row]:
    import pyarrow.parquet

    return pyarrow.parquet.read_table(path).to_pylist()
