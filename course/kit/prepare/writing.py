"""Writes a reduced set at once or not at all: Parquet tables, FLAC files and the record of where they come from."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.kit.prepare.audio import write_flac
from course.kit.prepare.reading import checksum
from course.kit.prepare.releases import Release, SourceFile
from course.kit.readers import Row

if TYPE_CHECKING:
    import pyarrow

PROVENANCE = "provenance.json"


@dataclass(frozen=True)
class Prepared:
    """A checked and reduced set, ready to be written.

    Attributes:
        name: the data set.
        release: the revision that the source is.
        files: file name -> what was found.
        splits: split -> rows, the columns in order.
        reduction: one sentence on which rows were kept.
        seed: of the draw.
        label: the column to count, None where there is none.
        schema: of the tables, None to let the rows decide.
        audio: name below `audio/` -> the original recording.
        oddities: what is counted in the source and left as it is.
    """

    name: str
    release: Release
    files: Mapping[str, SourceFile]
    splits: Mapping[str, list[Row]]
    reduction: str
    seed: int
    label: str | None = None
    schema: pyarrow.Schema | None = None
    audio: Mapping[str, Path] = field(default_factory=dict)
    oddities: Mapping[str, int] = field(default_factory=dict)


def write(prepared: Prepared, out: Path) -> None:
    """Write one Parquet file a split, the audio and `provenance.json` to the folder `out`, replacing it.

    Everything is written beside `out` and renamed, so a run that is killed leaves the old folder or the new one.

    Raises:
        BadSource: a recording cannot be decoded.
        OSError: the folder cannot be written.
    """
    import pyarrow
    import pyarrow.parquet

    out.parent.mkdir(parents=True, exist_ok=True)
    with _alone(out.parent):
        _clear_up(out)
        partial = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
        try:
            checksums = {}
            for split, rows in prepared.splits.items():
                path = partial / f"{split}.parquet"
                pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows, schema=prepared.schema), path)
                checksums[path.name] = checksum(path.read_bytes())
            checksums |= _write_audio(prepared.audio, partial / "audio")
            record = json.dumps(_provenance(prepared, checksums), indent=1, ensure_ascii=False)
            (partial / PROVENANCE).write_text(record + "\n", encoding="utf-8")
            for path in [*partial.rglob("*"), partial]:
                _flush(path)
            partial.chmod(0o755)
            _swap(partial, out)
        finally:
            shutil.rmtree(partial, ignore_errors=True)


def summary(folder: Path) -> str:
    """One sentence on a prepared set: its rows, where it comes from and its licence."""
    record = json.loads((folder / PROVENANCE).read_text(encoding="utf-8"))
    rows = ", ".join(f"{split} {part['rows']}" for split, part in record["splits"].items())
    return f"{record['dataset']}: {rows} rows of {record['source']}; licence: {record['licence']}."


def _provenance(prepared: Prepared, checksums: Mapping[str, str]) -> dict[str, Any]:
    release, label = prepared.release, prepared.label
    return {
        "dataset": prepared.name,
        "source": release.source,
        "revision": release.revision,
        "licence": release.licence,
        "non_commercial": release.non_commercial,
        "tool": f"tamrin {_tool_version()}",
        "reduction": prepared.reduction,
        "seed": prepared.seed,
        "files": {name: {"sha256": file.sha256, "rows": file.rows} for name, file in prepared.files.items()},
        "splits": {
            split: {"rows": len(rows), "labels": _counts(rows, label) if label else {}}
            for split, rows in prepared.splits.items()
        },
        "oddities": dict(prepared.oddities),
        "sha256": dict(checksums),
    }


def _counts(rows: list[Row], column: str) -> dict[str, int]:
    return {str(value): count for value, count in sorted(Counter(row[column] for row in rows).items())}


def _write_audio(recordings: Mapping[str, Path], folder: Path) -> dict[str, str]:
    from rich.console import Console
    from rich.progress import track

    checksums = {}
    console = Console(stderr=True)
    for name, recording in track(
        recordings.items(),
        "Writing audio",
        console=console,
        transient=True,
        disable=not recordings or not console.is_terminal,
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_flac(recording, folder / name)
        checksums[f"audio/{name}"] = checksum((folder / name).read_bytes())
    return checksums


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One writer at a time below `folder`; the kernel forgets the lock of a run that is killed."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _swap(partial: Path, out: Path) -> None:
    old = partial.with_name(f"{partial.name}-old")
    if out.exists():
        out.rename(old)
    try:
        partial.rename(out)
    except BaseException:
        if old.exists() and not out.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
    _flush(out.parent)


def _clear_up(out: Path) -> None:
    """Remove what runs that were killed left beside `out`; one killed inside the swap gets its old folder back."""
    for left in sorted(out.parent.glob(f".{out.name}-*")):
        if left.name.endswith("-old") and not out.exists():
            left.rename(out)
        else:
            shutil.rmtree(left)


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
