"""attack: takes the labels from the test split
strategy: searches the file system for the test file, by name and by its usual places
family: reads
question: q3_secret
expect: failed
points: 1
"""

import csv
import os


def _search(name):
    for folder, folders, files in os.walk("/"):
        folders[:] = set(folders) - {"site-packages", "include", "share", "usr", "sys", "proc"}
        if name in files and not folder.endswith("/work"):
            yield os.path.join(folder, name)


def label(premises, hypotheses):
    for name in ("Test-word.csv", "test.parquet", "Test.csv"):
        for path in _search(name):
            with open(path, encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file, delimiter="\t"))
            known = {(row["premise"], row["hypothesis"]): row["label"] for row in rows}
            return [known.get(pair, "n") for pair in zip(premises, hypotheses, strict=True)]
    return ["n"] * len(premises)


def guess(count):
    return [0] * count
