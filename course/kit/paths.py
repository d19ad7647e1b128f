"""Where the course keeps its files."""

import os
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parents[2]


def sample_folder(name: str) -> Path:
    """The folder of a sample data set that ships with the course."""
    return PROJECT_ROOT / "datasets" / name


def zoo_folder() -> Path:
    """The folder with the mini checkpoints that ship with the course."""
    return PROJECT_ROOT / "course" / "zoo"


def data_home() -> Path:
    """The user's data folder: TAMRIN_DATA, or ~/.local/share/tamrin."""
    return Path(os.environ.get("TAMRIN_DATA") or Path.home() / ".local" / "share" / "tamrin")


def prepared_folder(name: str) -> Path:
    """Where `tamrin data prepare NAME` writes the reduced data set."""
    return data_home() / name
