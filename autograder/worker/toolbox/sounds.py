"""Sound files in the scratch folder, and callables that remember what data reached them."""

from __future__ import annotations

from collections import UserList, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from autograder.worker.toolbox.base import Base


class SaltedLabel(str):
    """A string whose hash a check can move, as PYTHONHASHSEED does from one process to the next."""

    _hash: int

    def __new__(cls, text: str, salt: int) -> SaltedLabel:
        label = super().__new__(cls, text)
        label._hash = hash((text, salt))
        return label

    def __hash__(self) -> int:
        return self._hash


class NearestNeighbour:
    """Fits and predicts in one call, and remembers what it was given."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Tensor]] = []

    def __call__(self, train_x: Any, train_y: Any, test_x: Any) -> Tensor:
        x, y, asked = torch.as_tensor(train_x), torch.as_tensor(train_y), torch.as_tensor(test_x)
        predicted = y[torch.cdist(asked.double(), x.double()).argmin(1)]
        self.calls.append({"train_x": x, "train_y": y, "test_x": asked, "predicted": predicted})
        return predicted.clone()


class Splitter:
    """Cuts each class in shares of 8, 1 and 1, and remembers labels, seeds and what it answered."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []

    def __call__(self, labels: Any, seed: int) -> tuple[list[int], list[int], list[int]]:
        plain = [label.item() if hasattr(label, "item") else label for label in labels]
        members: dict[Any, list[int]] = defaultdict(list)
        for index in np.random.default_rng(seed).permutation(len(plain)).tolist():
            members[plain[index]].append(index)
        splits: tuple[list[int], list[int], list[int]] = ([], [], [])
        for rows in members.values():
            cuts = (0, round(0.8 * len(rows)), round(0.9 * len(rows)), len(rows))
            for split, start, stop in zip(splits, cuts, cuts[1:], strict=False):
                split.extend(rows[start:stop])
        self.calls.append({"labels": plain, "seed": seed, "splits": [list(split) for split in splits]})
        return splits


class Sounds(Base):
    """Files to read and data to follow."""

    def write_sounds(self, folder: str, sounds: dict[str, dict[str, Any]]) -> list[str]:
        """Writes `{path below folder: {"samples" (n,) or (n, channels), "rate", "subtype" (optional)}}`; the paths."""
        import soundfile

        paths = []
        for name, sound in sounds.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            samples = np.asarray(sound["samples"])
            form = path.suffix[1:].upper()
            soundfile.write(str(path), samples, sound["rate"], subtype=sound.get("subtype"), format=form)
            paths.append(str(path))
        return paths

    def write_bytes(self, folder: str, files: dict[str, bytes]) -> list[str]:
        """Writes files as they are; the paths."""
        for name, content in files.items():
            Path(folder, name).parent.mkdir(parents=True, exist_ok=True)
            Path(folder, name).write_bytes(content)
        return [str(Path(folder, name)) for name in files]

    def cut_off(self, path: str, size: int) -> None:
        """Leaves the first `size` bytes of a file."""
        Path(path).write_bytes(Path(path).read_bytes()[:size])

    def make_folder(self, folder: str, name: str) -> None:
        Path(folder, name).mkdir(parents=True)

    def salted_labels(self, labels: list[str], salt: int) -> UserList[str]:
        """The labels as strings that hash in an order of their own (see `SaltedLabel`), in a list that goes by handle."""
        return UserList(SaltedLabel(label, salt) for label in labels)

    def nearest_neighbour(self) -> NearestNeighbour:
        return NearestNeighbour()

    def splitter(self) -> Splitter:
        return Splitter()

    def recorded(self, recorder: NearestNeighbour | Splitter) -> list[dict[str, Any]]:
        """What reached a recorder, call by call."""
        return recorder.calls

    def slope(self, value: Tensor, leaf: Tensor) -> Tensor | None:
        """The gradient of a number with respect to a kept tensor (see `track_gradient`); None where none arrives."""
        return torch.autograd.grad(value, leaf, allow_unused=True)[0] if value.requires_grad else None
