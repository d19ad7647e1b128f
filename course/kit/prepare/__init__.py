"""Prepares the real data sets: checks the released files and writes a reduced set with its provenance."""

from __future__ import annotations

import tempfile
from importlib import import_module
from pathlib import Path

from course.kit.errors import BadSource
from course.kit.paths import prepared_folder
from course.kit.prepare.downloading import download, unpack
from course.kit.prepare.releases import ARCHIVED, RELEASES, REMOTES, SETS
from course.kit.prepare.writing import PROVENANCE, summary, write

__all__ = ["PROVENANCE", "RELEASES", "REMOTES", "SETS", "download", "prepare", "summary"]


def prepare(name: str, source: Path, out: Path | None = None) -> Path:
    """Check the original files of data set `name` in the folder or archive `source`, reduce and write them.

    The files are compared with the known revisions of RELEASES, nothing is cleaned, and the same rows are kept every
    time. `out` (by default the set's place in the user's data folder) appears complete or not at all.

    Returns:
        The folder written: `train.parquet`, `validation.parquet`, `test.parquet`, for speech `audio/*.flac`, and
        `provenance.json`.

    Raises:
        BadSource: a file is missing, truncated, changed, or of another data set; or no such set can be prepared.
    """
    if name not in SETS:
        raise BadSource(f"There is no original of {name!r} to prepare: choose one of {', '.join(SETS)}.")
    out = out or prepared_folder(name)
    # Loaded by name: a command about one set does not import what reads the others.
    module = import_module(f"course.kit.prepare.{name.replace('-', '_')}")
    pattern = ARCHIVED.get(name)
    if pattern and source.is_file() and source.suffix in (".zip", ".gz", ".tgz", ".tar"):
        with tempfile.TemporaryDirectory() as folder:
            unpack(source, pattern, Path(folder) / "unpacked")
            write(module.read(Path(folder) / "unpacked"), out)
    else:
        write(module.read(source), out)
    return out
