"""The course's data sets: the sample that ships with it, or the reduced real set, behind one call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from course.kit import readers
from course.kit.errors import MissingResource
from course.kit.paths import prepared_folder, sample_folder
from course.kit.readers import Row

if TYPE_CHECKING:
    from datasets import DatasetDict

SPLITS = ("train", "validation", "test")
PROFILES = ("quick", "real", "gpu")


@dataclass(frozen=True)
class DataSet:
    """One data set: its splits' files in `datasets/NAME`, how they are read, and what its rows hold.

    Attributes:
        name: as in `tamrin data show NAME`.
        files: split -> the sample's file.
        read: turns such a file into rows.
        columns: what every row has (of `text`, each split has columns of its own).
        label: the column to be predicted, if there is one.
        labels: the label's values in the order of their numbers.
        texts: the columns of text that a classifier reads.
        real: whether `tamrin data prepare` knows a real set behind the sample.
    """

    name: str
    files: dict[str, str]
    read: Callable[[Path], list[Row]]
    columns: tuple[str, ...] = ()
    label: str | None = None
    labels: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    real: bool = True


_FARSTAIL = ("premise", "hypothesis", "label")
_PARSINLU = ("sent1", "sent2", "label", "source")
_REGISTERS = ("source", "targets", "category")
_CIFAR10 = "airplane automobile bird cat deer dog frog horse ship truck"
_RUNNING_TEXT = ("fa.train", "fa.validation", "fa.domain", "en.train", "en.validation", "en.domain")


def _read_text(path: Path) -> list[Row]:
    if path.suffix == ".txt":
        return readers.read_paragraphs(path)
    if path.suffix == ".conllu":
        return readers.read_conllu(path)
    with path.open(encoding="utf-8") as file:
        header = file.readline().rstrip("\n").split("\t")
    return readers.read_delimited(path, tuple(header), "\t")


DATASETS = {
    dataset.name: dataset
    for dataset in (
        DataSet(
            "farstail",
            {"train": "Train-word.csv", "validation": "Val-word.csv", "test": "Test-word.csv"},
            partial(readers.read_delimited, columns=_FARSTAIL, delimiter="\t"),
            _FARSTAIL,
            "label",
            ("e", "n", "c"),
            ("premise", "hypothesis"),
        ),
        DataSet(
            "parsinlu-entailment",
            {"train": "train.csv", "validation": "dev.csv", "test": "test.csv"},
            partial(readers.read_delimited, columns=_PARSINLU),
            _PARSINLU,
            "label",
            ("e", "n", "c"),
            ("sent1", "sent2"),
        ),
        DataSet(
            "quran-bible-mizan",
            {split: f"{split}.xlsx" for split in SPLITS},
            partial(readers.read_spreadsheet, columns=_REGISTERS),
            _REGISTERS,
            "category",
            ("quran", "bible", "mizan"),
            ("source", "targets"),
        ),
        DataSet(
            "pquad",
            {"train": "Train.json", "validation": "Validation.json", "test": "Test.json"},
            readers.read_squad,
            ("id", "title", "context", "question", "answers"),
            texts=("question", "context"),
        ),
        DataSet(
            "cifar10",
            {"train": "train-00000-of-00001.parquet", "test": "test-00000-of-00001.parquet"},
            readers.read_parquet,
            ("img", "label"),
            "label",
            tuple(_CIFAR10.split()),
        ),
        DataSet(
            "shemo",
            {"train": "shemo.json"},
            readers.read_speech,
            ("file", "emotion", "gender", "speaker", "transcript"),
            "emotion",
            ("neutral", "anger", "sadness", "happiness", "surprise", "fear"),
        ),
        DataSet(
            "text",
            {name.replace(".", "_"): f"{name}.txt" for name in _RUNNING_TEXT}
            | {name: f"{name}.tsv" for name in ("aligned", "lexicon", "synonyms")}
            | {"tagged": "tagged.conllu"},
            _read_text,
            real=False,
        ),
    )
}


def describe(name: str) -> DataSet:
    """The data set of that name.

    Raises:
        ValueError: there is none.
    """
    if name not in DATASETS:
        raise ValueError(f"There is no data set {name!r}: choose one of {', '.join(DATASETS)}.")
    return DATASETS[name]


def read_rows(name: str, split: str, profile: str = "quick") -> list[Row]:
    """The rows of one split, in file order, texts exactly as stored.

    Args:
        name: the data set, for example "farstail".
        split: for example "train"; see `describe(name).files`.
        profile: "quick" reads the sample in `datasets/`; "real" and "gpu" read the reduced set that
            `tamrin data prepare` wrote to the user's data folder.

    Raises:
        MissingResource: the files are not on this machine.
        ValueError: no such data set, split or profile.
    """
    dataset = describe(name)
    if profile not in PROFILES:
        raise ValueError(f"There is no profile {profile!r}: choose one of {', '.join(PROFILES)}.")
    if profile == "quick" or not dataset.real:
        if split not in dataset.files:
            raise ValueError(f"{name} has no split {split!r}: choose one of {', '.join(dataset.files)}.")
        path = sample_folder(name) / dataset.files[split]
        if not path.exists():
            raise MissingResource(f"{path} is missing: get the course's `datasets` folder again.")
        return dataset.read(path)
    if split not in SPLITS:
        raise ValueError(f"{name} has no split {split!r}: choose one of {', '.join(SPLITS)}.")
    path = prepared_folder(name) / f"{split}.parquet"
    if not path.exists():
        raise MissingResource(f"{path} is missing: run `tamrin data prepare {name} --from DIR` first.")
    rows = readers.read_parquet(path)
    for row in rows:
        if "file" in row:
            row["file"] = str(path.parent / row["file"])
    return rows


def splits_of(name: str, profile: str = "quick") -> tuple[str, ...]:
    """The splits that a data set has in a profile."""
    dataset = describe(name)
    if profile == "quick" or not dataset.real:
        return tuple(dataset.files)
    return tuple(split for split in SPLITS if (prepared_folder(name) / f"{split}.parquet").exists()) or SPLITS


def load_data(name: str, profile: str = "quick") -> DatasetDict:
    """The splits as a Hugging Face DatasetDict.

    Images are decoded to PIL when a row is read; recordings appear in a column `audio` with `array`, float32 samples
    (n,), and `sampling_rate`, 16 kHz, decoded by librosa when a row is read.

    Raises:
        MissingResource: the files are not on this machine; the message says what to run.
    """
    from datasets import ClassLabel, Dataset, DatasetDict, Image

    dataset = describe(name)
    loaded = DatasetDict()
    for split in splits_of(name, profile):
        table = Dataset.from_list(read_rows(name, split, profile))
        if "img" in table.column_names:
            table = table.cast_column("img", Image()).cast_column(
                "label", ClassLabel(names=[*dataset.labels])
            )
        if "file" in table.column_names:
            table = table.with_transform(_decode_audio)
        loaded[split] = table
    return loaded


def _decode_audio(batch: dict[str, list]) -> dict[str, list]:
    audio = [readers.load_audio(path) for path in batch["file"]]
    return {**batch, "audio": [{"array": array, "sampling_rate": rate} for array, rate in audio]}


def label_ids(rows: list[Row], name: str = "farstail") -> list[int]:
    """The label of each row as its position among the data set's labels."""
    dataset = describe(name)
    if dataset.label is None:
        raise ValueError(f"The rows of {name} have no label.")
    order = {label: index for index, label in enumerate(dataset.labels)}
    return [
        value if isinstance(value, int) else order[value] for value in (row[dataset.label] for row in rows)
    ]
