"""What every part of the toolbox stands on: the run's settings, random numbers, folders and recorded callables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from course.kit.training import TrainingRun


class RecordedCallback:
    """A callable with a fixed table of answers that remembers what it was asked."""

    def __init__(self, table: dict[str, float]) -> None:
        self._table = table
        self.calls: list[list[Any]] = []

    def __call__(self, *arguments: Any) -> float:
        self.calls.append(list(arguments))
        return self._table["/".join(str(argument) for argument in arguments)]


class Base:
    """The state of one worker's toolbox. ``handicap`` is a calibration baseline."""

    def __init__(self, profile: str, device: str, scratch: Path) -> None:
        self._profile = profile
        self._device = torch.device(device)
        self._scratch = scratch
        self._check = 0
        self._folders = 0
        self._runs: dict[int, TrainingRun] = {}
        self._recordings: dict[int, tuple[Any, list[dict[str, bool]]]] = {}
        self._steps: list[dict[str, Any]] = []
        self._step_hook: Any = None
        self.handicap: str | None = None

    def value(self, kept: Any, kind: str | None = None) -> Any:
        """What a handle stands for, as data; ``kind`` turns it into a set first."""
        return {"set": set, "frozenset": frozenset}[kind](kept) if kind else kept

    def generator(self, seed: int) -> torch.Generator:
        return torch.Generator().manual_seed(seed)

    def callback(self, table: dict[str, float]) -> RecordedCallback:
        return RecordedCallback(table)

    def calls(self, callback: RecordedCallback) -> list[list[Any]]:
        return callback.calls

    def begin_check(self, seed: int) -> None:
        """Names folders anew: what a check gets to see does not depend on the checks before it."""
        self._check, self._folders = seed, 0

    def scratch_dir(self) -> str:
        """A fresh, empty folder that the student's function may write to."""
        self._folders += 1
        folder = self._scratch / f"folder{self._check}-{self._folders}"
        folder.mkdir()
        return str(folder)

    def listdir(self, folder: str) -> list[str]:
        return sorted(path.name for path in Path(folder).iterdir())

    def _moved(self, batch: dict[str, Tensor], model: nn.Module | None = None) -> dict[str, Tensor]:
        """A batch on the device of the run, or where ``model`` is: the tiny models of exact checks stay on the CPU."""
        device = self._device if model is None else device_of(model)
        return {key: value.to(device) for key, value in batch.items()}


def device_of(model: nn.Module) -> torch.device:
    """Where the weights of a model are."""
    return next(model.parameters()).device
