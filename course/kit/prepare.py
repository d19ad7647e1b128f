"""Prepares the real data sets: checks the released files and writes a reduced set with its provenance."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import random
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from course.kit.data import COLUMNS, FILES, LABELS, SPLITS, Row, read_tsv
from course.kit.errors import BadSource
from course.kit.paths import prepared_folder


@dataclass(frozen=True)
class ReleasedFile:
    """One file of a data set's release."""

    sha256: str
    rows: int


# Revision of the source repository -> split -> file. A set of files has to match one revision as a whole.
FARSTAIL_REVISIONS = {
    "5d6322c40368ea5fab50e406e083e537a7d97817": {
        "train": ReleasedFile("552cfe796652dc5ea02d53cd23e8b9d1d6d243bbf05fea2d9f959e9b851fbdd3", 7266),
        "validation": ReleasedFile("a1f2a8bec45a597f5971c58911fabf3d9f7574b819bf637ab94f08f7be1c963e", 1537),
        "test": ReleasedFile("d0dd25408036e5dd8587a8e0d98585b46b4a7d0057fece0992fb8d490ad44f4f", 1564),
    }
}
FARSTAIL_ROWS = {"train": 1500, "validation": 450, "test": 450}
FARSTAIL_SEED = 1404
PROVENANCE = "provenance.json"


def prepare_farstail(source: Path, out: Path | None = None) -> Path:
    """Check the FarsTail release in `source` and write the reduced set; returns the folder written.

    The three files are compared with a known revision of github.com/dml-qom/FarsTail (folder `data`). Nothing
    is cleaned. The splits keep about 1500, 450 and 450 rows, whole premises only, the same ones every time.
    `out` (by default `farstail` in the user's data folder) appears complete or not at all.

    Raises:
        BadSource: a file is missing, truncated, changed, or not FarsTail.
    """
    out = out or prepared_folder("farstail")
    checksums = {split: _checksum(source / name) for split, name in FILES["farstail"].items()}
    splits = {split: _read(source / name) for split, name in FILES["farstail"].items()}
    revision = _revision(source, checksums, splits)
    reduced = {split: _reduce(splits[split], FARSTAIL_ROWS[split]) for split in SPLITS}
    provenance = {
        "dataset": "farstail",
        "source": "github.com/dml-qom/FarsTail",
        "revision": revision,
        "licence": "Apache-2.0",
        "tool": f"tamrin {_tool_version()}",
        "seed": FARSTAIL_SEED,
        "files": {
            split: {
                "name": FILES["farstail"][split],
                "sha256": checksums[split],
                "rows": len(splits[split]),
                "kept": len(reduced[split]),
                "labels": dict(sorted(Counter(row["label"] for row in reduced[split]).items())),
            }
            for split in SPLITS
        },
    }
    _write(out, reduced, provenance)
    return out


def _checksum(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise BadSource(
            f"{path} cannot be read ({error.strerror}): "
            f"give the folder with {', '.join(FILES['farstail'].values())}."
        ) from error


def _read(path: Path) -> list[Row]:
    try:
        rows = read_tsv(path, COLUMNS["farstail"])
    except (KeyError, UnicodeDecodeError, csv.Error) as error:
        raise BadSource(
            f"{path} is not a FarsTail file: it has to be UTF-8 "
            f"with the columns {', '.join(COLUMNS['farstail'])}."
        ) from error
    for number, row in enumerate(rows, start=2):
        if row["label"] not in LABELS["farstail"] or not all(row.values()):
            raise BadSource(
                f"{path}, line {number}: a text is missing or the label {row['label']!r} is none of e, n, c; "
                "the file is truncated or changed, get it again."
            )
    return rows


def _revision(source: Path, checksums: dict[str, str], splits: dict[str, list[Row]]) -> str:
    for revision, files in FARSTAIL_REVISIONS.items():
        if all(files[split].sha256 == checksums[split] for split in SPLITS):
            return revision
    newest = FARSTAIL_REVISIONS[list(FARSTAIL_REVISIONS)[-1]]
    for split, name in FILES["farstail"].items():
        if checksums[split] != newest[split].sha256:
            raise BadSource(
                f"{source / name} is not the released file ({len(splits[split])} rows, "
                f"{newest[split].rows} expected, or a text differs): "
                "get it again from github.com/dml-qom/FarsTail."
            )
    raise BadSource(f"The files in {source} do not belong to one revision of FarsTail: get all three again.")


def _reduce(rows: list[Row], wanted: int) -> list[Row]:
    """About `wanted` rows in file order: premises are drawn and kept with all of their rows."""
    sizes = Counter(row["premise"] for row in rows)
    premises = list(sizes)
    random.Random(FARSTAIL_SEED).shuffle(premises)
    kept: set[str] = set()
    count = 0
    for premise in premises:
        if count + sizes[premise] > wanted:
            break
        kept.add(premise)
        count += sizes[premise]
    return [row for row in rows if row["premise"] in kept]


def _write(out: Path, splits: dict[str, list[Row]], provenance: dict) -> None:
    import pyarrow
    import pyarrow.parquet

    out.parent.mkdir(parents=True, exist_ok=True)
    # Written beside its place and renamed: a run that is killed never leaves half a folder.
    partial = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        for split, rows in splits.items():
            pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), partial / f"{split}.parquet")
            provenance["files"][split]["parquet_sha256"] = _checksum(partial / f"{split}.parquet")
        (partial / PROVENANCE).write_text(
            json.dumps(provenance, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        for path in [*partial.iterdir(), partial]:
            _flush(path)
        partial.chmod(0o755)
        if out.exists():
            old = partial.with_name(partial.name + "-old")
            out.rename(old)
            partial.rename(out)
            shutil.rmtree(old)
        else:
            partial.rename(out)
        _flush(out.parent)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _tool_version() -> str:
    try:
        return version("tamrin")
    except PackageNotFoundError:
        return "from a checkout"
