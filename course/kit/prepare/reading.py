"""Reads original files whole, so that what is checked is what is parsed, and says in one sentence what is wrong."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from course.kit.errors import BadSource
from course.kit.readers import Row


def find(folder: Path, name: str, wanted: Sequence[str]) -> Path:
    """The file `name` in `folder`, in any case of its letters.

    Raises:
        BadSource: there is no such folder or file; the sentence lists the `wanted` names.
    """
    try:
        for path in sorted(folder.iterdir()):
            if path.name.lower() == name.lower():
                return path
    except OSError as error:
        raise BadSource(
            f"{folder} cannot be read ({error.strerror}): give the folder with {', '.join(wanted)}."
        ) from error
    raise BadSource(f"{folder / name} is missing: give the folder with {', '.join(wanted)}.")


def read_bytes(path: Path) -> bytes:
    """The content of a file.

    Raises:
        BadSource: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadSource(f"{path} cannot be read ({error.strerror}): get it again.") from error


def checksum(content: bytes) -> str:
    """The SHA-256 of `content` in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def parse_table(content: bytes, path: Path, columns: Sequence[str], delimiter: str = ",") -> list[Row]:
    """The named columns of a table with CSV quoting, texts exactly as stored.

    Raises:
        BadSource: it is not UTF-8, a column is missing or a row is cut short.
    """
    try:
        text = content.decode("utf-8")
        # newline="" keeps the line breaks inside of quoted fields.
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = [{column: row[column] for column in columns} for row in reader]
    except (KeyError, UnicodeDecodeError, csv.Error) as error:
        raise BadSource(
            f"{path} is not the expected table: it has to be UTF-8 with the columns {', '.join(columns)}."
        ) from error
    for number, row in enumerate(rows, start=1):
        if any(value is None for value in row.values()):
            raise BadSource(
                f"{path}, row {number}: a column is missing; the file is truncated, get it again."
            )
    return rows


def parse_json(content: bytes, path: Path) -> Any:
    """The value in a JSON file.

    Raises:
        BadSource: it is not JSON in UTF-8, as when it is truncated.
    """
    try:
        return json.loads(content)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise BadSource(f"{path} is not a complete JSON file in UTF-8: get it again.") from error
