"""Builds the samples of `datasets/` from their recipes and compares them, bit for bit."""

from __future__ import annotations

import hashlib
import importlib
from pathlib import Path
from types import ModuleType

from course.kit.data import describe
from course.kit.paths import sample_folder

_BEGIN, _END = "<!-- files -->", "<!-- /files -->"


def recipe(name: str) -> ModuleType:
    """The recipe's package, which offers `render`, `draw_rows` and `baselines`.

    Raises:
        ValueError: no such data set.
    """
    return importlib.import_module(f"course.recipes.{describe(name).name.replace('-', '_')}")


def build(name: str, folder: Path | None = None) -> list[Path]:
    """Write a sample's files to `folder` (by default its place in `datasets/`) and its card's table; returns the files."""
    folder = folder or sample_folder(name)
    written = []
    for file, content in recipe(name).render().items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path)
    card = folder / "CARD.md"
    if card.exists():
        card.write_text(with_table(card.read_text(encoding="utf-8"), folder, written), encoding="utf-8")
    return written


def check(name: str, folder: Path | None = None) -> list[str]:
    """The files that `folder` lacks, or that differ from what the recipe writes; CARD.md if its table is out of date."""
    folder = folder or sample_folder(name)
    contents = recipe(name).render()
    different = [
        file
        for file, content in contents.items()
        if not (folder / file).is_file() or (folder / file).read_bytes() != content
    ]
    if different:
        return different
    card = (folder / "CARD.md").read_text(encoding="utf-8")
    return [] if card == with_table(card, folder, [folder / file for file in contents]) else ["CARD.md"]


def with_table(card: str, folder: Path, files: list[Path]) -> str:
    """The card with the table of its files brought up to date; many files of one folder share a line."""
    groups: dict[str, list[Path]] = {}
    for path in sorted(files):
        file = path.relative_to(folder)
        groups.setdefault(str(file) if len(file.parts) == 1 else f"{file.parent}/", []).append(path)
    lines = ["| file | bytes | sha256 |", "|---|---|---|"]
    for file, paths in groups.items():
        contents = [path.read_bytes() for path in paths]
        # A folder's checksum is that of its files' checksums, in the order of their names.
        digest = hashlib.sha256("".join(hashlib.sha256(content).hexdigest() for content in contents).encode())
        if not file.endswith("/"):
            digest = hashlib.sha256(contents[0])
        label = f"`{file}`" + (f" ({len(paths)} files)" if file.endswith("/") else "")
        lines.append(f"| {label} | {sum(map(len, contents))} | `{digest.hexdigest()}` |")
    before, _, rest = card.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return "\n".join([before + _BEGIN, *lines, _END]) + after
