"""gradebook.csv: a line per student and question, safe to open, the same bytes for the same results."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from autograder.gradebook.store import ScoreRow, unwritable
from autograder.grading.limits import printable

GRADEBOOK_NAME = "gradebook.csv"
COLUMNS = ("student", "assignment", "question", "points", "max_points", "status")
# What a spreadsheet may take for a formula; apostrophes count so that ``plain_cell`` is an exact inverse.
_FORMULA = re.compile(r"['\s]*[=+\-@＝＋－＠]|['\s]*[\t\r\n]")


def gradebook_text(rows: Iterable[ScoreRow]) -> str:
    """The gradebook as RFC 4180 text; points are what counts, lateness included."""
    return csv_text(
        COLUMNS,
        (
            (
                safe_cell(printable(row.student)),
                row.assignment,
                row.question,
                number(row.points * row.late_factor),
                number(row.max_points),
                row.status.value,
            )
            for row in rows
        ),
    )


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """RFC 4180 text of ``rows`` under ``header``."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue()


def safe_cell(text: str) -> str:
    """``text`` with a leading apostrophe where a spreadsheet would compute it."""
    return f"'{text}" if _FORMULA.match(text) else text


def plain_cell(cell: str) -> str:
    """The inverse of ``safe_cell``."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def number(points: float) -> str:
    """Points with at most four decimals and no needless zeros."""
    text = f"{points:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def write_atomically(path: Path, text: str) -> None:
    """Replace the file at ``path`` in one step, whatever happens meanwhile; raises StoreUnwritable."""
    content = text.encode()
    try:
        if path.is_file() and path.read_bytes() == content:
            return
        fresh = path.with_name(f".{path.name}.new")
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error
