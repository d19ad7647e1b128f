"""Reads the file formats in which the course's data sets are released, texts exactly as stored."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def read_delimited(path: Path, columns: tuple[str, ...], delimiter: str = ",") -> list[Row]:
    """The named columns of a file with CSV quoting, whatever its delimiter.

    Raises:
        KeyError: a column is missing.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter=delimiter)
        return [{column: row[column] for column in columns} for row in rows]


def read_spreadsheet(path: Path, columns: tuple[str, ...]) -> list[Row]:
    """The named columns of an xlsx file's first sheet, whose first row names them.

    Raises:
        KeyError: a column is missing.
    """
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    try:
        lines = book.worksheets[0].iter_rows(values_only=True)
        names = [str(cell) for cell in next(lines, ())]
        rows = [dict(zip(names, line, strict=False)) for line in lines]
    finally:
        book.close()
    return [{column: "" if row[column] is None else row[column] for column in columns} for row in rows]


def read_squad(path: Path) -> list[Row]:
    """The questions of a SQuAD file as flat rows: id, title, context, question, answers (text and answer_start lists)."""
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    return [
        {
            "id": question["id"],
            "title": article["title"],
            "context": paragraph["context"],
            "question": question["question"],
            "answers": {
                "text": [answer["text"] for answer in question["answers"]],
                "answer_start": [answer["answer_start"] for answer in question["answers"]],
            },
        }
        for article in articles
        for paragraph in article["paragraphs"]
        for question in paragraph["qas"]
    ]


def read_parquet(path: Path) -> list[Row]:
    """The rows of a Parquet file; an image is a dictionary of its encoded bytes and its path."""
    import pyarrow.parquet

    return pyarrow.parquet.read_table(path).to_pylist()


def read_speech(path: Path) -> list[Row]:
    """The entries of ShEMO's metadata file as rows: file (beside it), emotion, gender, speaker, transcript."""
    entries = json.loads(path.read_text(encoding="utf-8"))
    return [
        {
            "file": str(path.parent / entry["path"]),
            "emotion": entry["emotion"],
            "gender": entry["gender"],
            "speaker": name[:3],
            "transcript": entry["transcript"],
        }
        for name, entry in entries.items()
    ]


def read_paragraphs(path: Path) -> list[Row]:
    """The paragraphs of running text, one a line, with the number of the document each belongs to."""
    rows: list[Row] = []
    document = 0
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            rows.append({"text": line, "document": document})
        else:
            document += 1
    return rows


def read_conllu(path: Path) -> list[Row]:
    """The sentences of a CoNLL-U file: text, lang, and the lists tokens, lemmas and upos."""
    rows = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        comments = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("# "))
        words = [line.split("\t") for line in lines if not line.startswith("#")]
        row: Row = {"text": comments["text"], "lang": comments["lang"]}
        for name, column in (("tokens", 1), ("lemmas", 2), ("upos", 3)):
            row[name] = [word[column] for word in words]
        rows.append(row)
    return rows


def load_audio(path: Path | str, sampling_rate: int = 16_000) -> tuple[Any, int]:
    """A recording as mono float32 samples (n,) at `sampling_rate` Hz, and that rate."""
    import librosa

    samples, rate = librosa.load(path, sr=sampling_rate, mono=True)
    return samples, int(rate)
