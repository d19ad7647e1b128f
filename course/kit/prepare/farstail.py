"""FarsTail, Persian entailment: three tab-separated files, three hypotheses a premise."""

from __future__ import annotations

from pathlib import Path

from course.kit.errors import BadSource
from course.kit.prepare.reading import checksum, find, parse_table, read_bytes
from course.kit.prepare.reducing import whole_groups
from course.kit.prepare.releases import SourceFile, match
from course.kit.prepare.writing import Prepared

FILES = {"train": "Train-word.csv", "validation": "Val-word.csv", "test": "Test-word.csv"}
COLUMNS = ("premise", "hypothesis", "label")
LABELS = ("e", "n", "c")
ROWS = {"train": 1500, "validation": 450, "test": 450}
SEED = 1404


def read(source: Path) -> Prepared:
    """The release in `source`, reduced to about 1500, 450 and 450 rows: whole premises only.

    Raises:
        BadSource: a file is missing, truncated, changed, or not FarsTail.
    """
    found, splits = {}, {}
    for split, name in FILES.items():
        path = find(source, name, tuple(FILES.values()))
        content = read_bytes(path)
        rows = parse_table(content, path, COLUMNS, delimiter="\t")
        for number, row in enumerate(rows, start=2):
            if row["label"] not in LABELS or not all(row.values()):
                raise BadSource(
                    f"{path}, line {number}: a text is missing or the label {row['label']!r} is none of "
                    f"{', '.join(LABELS)}; the file is truncated or changed, get it again."
                )
        found[name] = SourceFile(checksum(content), len(rows))
        splits[split] = rows
    return Prepared(
        name="farstail",
        release=match("farstail", source, found),
        files=found,
        splits={
            split: whole_groups(rows, lambda row: row["premise"], ROWS[split], SEED)
            for split, rows in splits.items()
        },
        reduction="Premises are drawn and kept with all of their rows, in file order.",
        seed=SEED,
        label="label",
    )
