"""English-Persian pairs of three registers (Quran, Bible, a novel from Mizan), split here for the first time."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from pathlib import Path

from course.kit import readers
from course.kit.errors import BadSource
from course.kit.prepare.reading import checksum, find, parse_table, read_bytes
from course.kit.prepare.reducing import split, stratified
from course.kit.prepare.releases import SourceFile, match
from course.kit.prepare.writing import Prepared
from course.kit.readers import Row

FILES = ("translation.csv", "refs.csv")
COLUMNS = ("source", "targets", "category")
LABELS = ("quran", "bible", "mizan")
HELD_OUT = {"validation": 0.15, "test": 0.15}
ROWS = {"train": 1500, "validation": 300, "test": 300}
SEED = 1404


def read(source: Path) -> Prepared:
    """The pairs in `source`, split 70/15/15 within each category and reduced to 1500, 300 and 300 rows.

    `source` is a folder with `translation.csv` and `refs.csv`, or with workbooks whose first sheet has the columns
    source, targets and category: one `*.xlsx` (or that file itself), or `train.xlsx`, `validation.xlsx` and
    `test.xlsx`, which then are the splits. Repeated pairs stay and may be in two splits.

    Raises:
        BadSource: a file is missing, truncated or changed, or the columns or categories are others.
    """
    workbooks = [source] if source.suffix == ".xlsx" else sorted(source.glob("*.xlsx"))
    if {path.stem for path in workbooks} == set(ROWS):
        parts, found = {}, {}
        for path in workbooks:
            parts[path.stem], found[path.name] = _read_workbook(path)
    elif len(workbooks) == 1:
        rows, found = _read_workbook(workbooks[0])
        parts, found = _split(rows), {"workbook": found}
    else:
        rows, found = _read_tables(source)
        parts = _split(rows)
    pairs = Counter((row["source"], row["targets"]) for part in parts.values() for row in part)
    return Prepared(
        name="quran-bible-mizan",
        release=match("quran-bible-mizan", source, found),
        files=found,
        splits={name: stratified(parts[name], _category, wanted, SEED) for name, wanted in ROWS.items()},
        reduction="Split 70/15/15 within each category, then drawn within each category, in file order.",
        seed=SEED,
        label="category",
        oddities={"repeated pairs": sum(count - 1 for count in pairs.values())},
    )


def _split(rows: list[Row]) -> dict[str, list[Row]]:
    sizes = {name: round(share * len(rows)) for name, share in HELD_OUT.items()}
    sizes = {"train": len(rows) - sum(sizes.values()), **sizes}
    return dict(zip(sizes, split(rows, _category, tuple(sizes.values()), SEED), strict=True))


def _read_tables(source: Path) -> tuple[list[Row], dict[str, SourceFile]]:
    table, references = (find(source, name, FILES) for name in FILES)
    content, reference_content = read_bytes(table), read_bytes(references)
    rows = parse_table(content, table, COLUMNS)
    _check(rows, table)
    origins = parse_table(reference_content, references, ("row", "category", "ref"))
    return rows, {
        FILES[0]: SourceFile(checksum(content), len(rows)),
        FILES[1]: SourceFile(checksum(reference_content), len(origins)),
    }


def _category(row: Row) -> str:
    return row["category"]


def _check(rows: list[Row], path: Path) -> None:
    for number, row in enumerate(rows, start=1):
        if row["category"] not in LABELS or not row["source"] or not row["targets"]:
            raise BadSource(
                f"{path}, row {number}: a text is missing or the category {row['category']!r} is none of "
                f"{', '.join(LABELS)}; the file is truncated or changed, get it again."
            )
    if not rows:
        raise BadSource(f"{path} has no rows: get it again.")


def _read_workbook(path: Path) -> tuple[list[Row], SourceFile]:
    content = read_bytes(path)
    try:
        rows = readers.read_spreadsheet(path, COLUMNS)
    except (zipfile.BadZipFile, zlib.error, KeyError, IndexError, ValueError, EOFError, OSError) as error:
        raise BadSource(
            f"{path} is not a complete workbook with the columns {', '.join(COLUMNS)} on its first sheet: "
            "get it again."
        ) from error
    rows = [{column: str(cell) for column, cell in row.items()} for row in rows if any(row.values())]
    _check(rows, path)
    return rows, SourceFile(checksum(content), len(rows))
