"""ParsiNLU textual entailment: three small CSV files, kept whole with their bad rows and duplicates."""

from __future__ import annotations

from pathlib import Path

from course.kit.errors import BadSource
from course.kit.prepare.reading import checksum, find, parse_table, read_bytes
from course.kit.prepare.releases import SourceFile, match
from course.kit.prepare.writing import Prepared

FILES = {"train": "train.csv", "validation": "dev.csv", "test": "test.csv"}
COLUMNS = ("sent1", "sent2", "label", "source")
LABELS = ("e", "n", "c")
BAD_LABELS = ("xx", "-")  # the release has three such rows


def read(source: Path) -> Prepared:
    """The release in `source`, all rows; the index column, which identifies nothing, is left out.

    Raises:
        BadSource: a file is missing, truncated, changed, or not of this data set.
    """
    found, splits = {}, {}
    for split, name in FILES.items():
        path = find(source, name, tuple(FILES.values()))
        content = read_bytes(path)
        rows = parse_table(content, path, COLUMNS)
        for number, row in enumerate(rows, start=1):
            if row["label"] not in LABELS + BAD_LABELS:
                raise BadSource(
                    f"{path}, row {number}: the label {row['label']!r} does not occur in the release; "
                    "the file is truncated or changed, get it again."
                )
        found[name] = SourceFile(checksum(content), len(rows))
        splits[split] = rows
    everything = [row for rows in splits.values() for row in rows]
    return Prepared(
        name="parsinlu-entailment",
        release=match("parsinlu-entailment", source, found),
        files=found,
        splits=splits,
        reduction="None: all rows, in file order.",
        seed=0,
        label="label",
        oddities={"rows with a bad label": sum(row["label"] in BAD_LABELS for row in everything)},
    )
