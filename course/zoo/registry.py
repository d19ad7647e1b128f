"""Which mini checkpoints there are, and whether their files are the published ones."""

import functools
import hashlib
import importlib
import json
from dataclasses import dataclass
from pathlib import Path

from course.kit.errors import MissingResource
from course.kit.paths import data_home, zoo_folder

HASHES = "checksums.json"
_PUBLISHED = {".json", ".safetensors", ".txt", ".model"}


@dataclass(frozen=True)
class Checkpoint:
    """One mini checkpoint: what it is a small relative of (a hub name), what it reads, and what it was trained on."""

    name: str
    relative_of: str
    reads: str
    trained_on: str

    @property
    def folder(self) -> Path:
        return zoo_folder() / self.name

    @property
    def recipe(self) -> str:
        """The module that trains it."""
        return f"course.zoo.recipes.{self.name.replace('-', '_')}"


CHECKPOINTS = {
    checkpoint.name: checkpoint
    for checkpoint in (
        Checkpoint(
            "mini-parsbert",
            "HooshvareLab/bert-base-parsbert-uncased",
            "text",
            "Persian Wikipedia and unlabelled sentence pairs",
        ),
        Checkpoint("mini-xlmr", "xlm-roberta-base", "text", "unlabelled English-Persian sentence pairs"),
        Checkpoint(
            "mini-electra", "google/electra-base-discriminator", "text", "unlabelled English sentences"
        ),
        Checkpoint(
            "mini-albert",
            "m3hrdadfi/albert-fa-base-v2",
            "text",
            "Persian Wikipedia and unlabelled paragraphs",
        ),
        Checkpoint(
            "mini-deit", "facebook/deit-small-distilled-patch16-224", "images", "pictures made by formulas"
        ),
        Checkpoint(
            "mini-hubert", "facebook/hubert-base-ls960", "speech", "unlabelled synthetic Persian speech"
        ),
    )
}


def find(name: str) -> Checkpoint:
    """The checkpoint of that name.

    Raises:
        MissingResource: there is none.
    """
    if name not in CHECKPOINTS:
        raise MissingResource(f"There is no checkpoint {name!r}: the zoo has {', '.join(CHECKPOINTS)}.")
    return CHECKPOINTS[name]


def published(name: str) -> dict[str, dict[str, int | str]]:
    """Size and sha256 of each file of a checkpoint, as published with it.

    Raises:
        MissingResource: no such checkpoint, or its folder is not there.
    """
    path = find(name).folder / HASHES
    if not path.exists():
        raise MissingResource(
            f"The checkpoint {name!r} is missing: get the course again or run `tamrin zoo build {name}`."
        )
    return json.loads(path.read_text(encoding="utf-8"))


def verify(name: str) -> None:
    """Compare every file of a checkpoint with its published checksum.

    Raises:
        MissingResource: a file is missing or differs.
    """
    folder = find(name).folder
    for file, facts in published(name).items():
        if not (folder / file).exists() or sha256(folder / file) != facts["sha256"]:
            raise MissingResource(
                f"{folder / file} is not the published file: get it again or run `tamrin zoo build {name}`."
            )


@functools.cache
def verified_folder(name: str) -> Path:
    """The folder of a checkpoint, verified once per process."""
    verify(name)
    return find(name).folder


def publish(folder: Path) -> None:
    """Write the checksums of a checkpoint's files beside them."""
    files = sorted(path for path in folder.iterdir() if path.suffix in _PUBLISHED and path.name != HASHES)
    facts = {path.name: {"bytes": path.stat().st_size, "sha256": sha256(path)} for path in files}
    (folder / HASHES).write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def build(
    name: str, out: Path | None = None, text: Path | None = None, work: Path | None = None, seed: int = 0
) -> Path:
    """Pretrain a checkpoint from its recipe on a GPU where there is one; returns its folder.

    Args:
        name: for example "mini-parsbert".
        out: the folder to write, by default the checkpoint's place in the zoo.
        text: the folder that holds `text_fa` and `text_en`, for the recipes that read running text.
        work: where a build that was interrupted keeps its state, by default in the user's data folder.
        seed: of everything random.

    Raises:
        MissingResource: no such checkpoint, or the running text is not there.
    """
    from course.kit.devices import pick_device
    from course.zoo.recipes.pretraining import Run

    checkpoint = find(name)
    out = out or checkpoint.folder
    run = Run(work or data_home() / "builds" / f"{name}-{seed}", pick_device(), seed)
    out.mkdir(parents=True, exist_ok=True)
    importlib.import_module(checkpoint.recipe).build(out, run, text)
    return out


def sha256(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
