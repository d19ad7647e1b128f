"""Which mini checkpoints there are, and whether their files are the published ones."""

import functools
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from course.kit.errors import MissingResource
from course.kit.paths import zoo_folder

HASHES = "checksums.json"


@dataclass(frozen=True)
class Checkpoint:
    """One mini checkpoint: what it is a small relative of, and the recipe that trains it."""

    name: str
    relative_of: str
    recipe: str

    @property
    def folder(self) -> Path:
        return zoo_folder() / self.name


CHECKPOINTS = {
    "mini-parsbert": Checkpoint(
        "mini-parsbert", "HooshvareLab/bert-base-parsbert-uncased", "course.zoo.recipes.mini_parsbert"
    ),
}


def published(name: str) -> dict[str, dict[str, int | str]]:
    """Size and sha256 of each file of a checkpoint, as published with it.

    Raises:
        MissingResource: no such checkpoint, or its folder is not there.
    """
    if name not in CHECKPOINTS:
        raise MissingResource(f"There is no checkpoint {name!r}: the zoo has {', '.join(CHECKPOINTS)}.")
    path = CHECKPOINTS[name].folder / HASHES
    if not path.exists():
        raise MissingResource(f"The checkpoint {name!r} is missing: run `tamrin zoo build {name}`.")
    return json.loads(path.read_text(encoding="utf-8"))


def verify(name: str) -> None:
    """Compare every file of a checkpoint with its published checksum.

    Raises:
        MissingResource: a file is missing or differs.
    """
    folder = CHECKPOINTS[name].folder if name in CHECKPOINTS else Path()
    for file, facts in published(name).items():
        if not (folder / file).exists() or sha256(folder / file) != facts["sha256"]:
            raise MissingResource(
                f"{folder / file} is not the published file: get it again or run `tamrin zoo build {name}`."
            )


@functools.cache
def verified_folder(name: str) -> Path:
    """The folder of a checkpoint, verified once per process."""
    verify(name)
    return CHECKPOINTS[name].folder


def publish(folder: Path) -> None:
    """Write the checksums of a checkpoint's files beside them."""
    files = sorted(path for path in folder.iterdir() if path.suffix in {".json", ".safetensors", ".txt"})
    facts = {
        path.name: {"bytes": path.stat().st_size, "sha256": sha256(path)}
        for path in files
        if path.name != HASHES
    }
    (folder / HASHES).write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def sha256(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
