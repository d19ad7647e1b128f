"""The unlabelled speech that mini-hubert is pretrained on: recordings with the units of their frames, in batches."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from course.recipes.shemo import draw_unlabelled
from course.zoo.recipes import speech_units
from course.zoo.recipes.pretraining import Run

RECORDINGS = 3000
WAVES, SAMPLES = 16, 16_000
WINDOWS, FRAMES = 32, 99
IGNORED = -100


class Speech:
    """Recordings spoken once per build, each frame with a unit of each kind."""

    def __init__(self, run: Run) -> None:
        self.run = run
        path = run.work / "speech.npz"
        if not path.exists():
            started = time.process_time()
            _prepare(path, run.seed)
            run.cpu_seconds += time.process_time() - started
        with np.load(path) as stored:
            self.audio = np.split(stored["audio"], np.cumsum(stored["samples"])[:-1])
            frames = np.cumsum([speech_units.frames_of(len(audio)) for audio in self.audio])[:-1]
            self.units = {name: np.split(stored[name], frames) for name in speech_units.UNITS}

    def wave(self, index: int) -> np.ndarray:
        """A recording as the model hears it: float32 with a mean of zero and a variance of one."""
        audio = self.audio[index].astype(np.float32)
        return (audio - audio.mean()) / np.sqrt(audio.var() + 1e-7)

    def waves(self, step: int) -> dict[str, Tensor]:
        """A batch of one-second pieces of waveforms, (batch, sample), with the units of their frames."""
        generator = self.run.generator("waves", step)
        frames = speech_units.frames_of(SAMPLES)
        audio = np.zeros((WAVES, SAMPLES), np.float32)
        units = {name: np.full((WAVES, frames), IGNORED) for name in self.units}
        for row, index in enumerate(torch.randint(len(self.audio), (WAVES,), generator=generator).tolist()):
            whole = self.wave(index)
            spare = max(0, len(whole) - SAMPLES) // speech_units.HOP
            first = int(torch.randint(spare + 1, (1,), generator=generator))
            part = whole[first * speech_units.HOP :][:SAMPLES]
            audio[row, : len(part)] = part
            for name, of_each in self.units.items():
                known = of_each[index][first:][: speech_units.frames_of(len(part))]
                units[name][row, : len(known)] = known
        return {"audio": torch.from_numpy(audio), **{k: torch.from_numpy(v) for k, v in units.items()}}

    def windows(self, step: int, features: list[Tensor]) -> dict[str, Tensor]:
        """A batch of pieces of `features`, (batch, frame, channel), which frames are present, and their units."""
        generator = self.run.generator("windows", step)
        batch = torch.zeros(WINDOWS, FRAMES, features[0].shape[1])
        present = torch.zeros(WINDOWS, FRAMES, dtype=torch.bool)
        units = {name: torch.full((WINDOWS, FRAMES), IGNORED) for name in self.units}
        for row, index in enumerate(torch.randint(len(features), (WINDOWS,), generator=generator).tolist()):
            whole = features[index]
            first = int(torch.randint(max(0, len(whole) - FRAMES) + 1, (1,), generator=generator))
            part = whole[first : first + FRAMES]
            batch[row, : len(part)] = part
            present[row, : len(part)] = True
            for name, of_each in self.units.items():
                units[name][row, : len(part)] = torch.from_numpy(of_each[index][first : first + FRAMES])
        return {"features": batch, "present": present, **units}


def _prepare(path: Path, seed: int) -> None:
    print("speaking", flush=True)
    recordings = draw_unlabelled(seed, RECORDINGS)
    print("units", flush=True)
    units = speech_units.all_units(recordings, seed)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name("partial.npz")
    stored: dict[str, Any] = {name: np.concatenate(each) for name, each in units.items()}
    stored["audio"] = np.round(np.concatenate(recordings) * 32768).astype(np.int16)
    stored["samples"] = [len(recording) for recording in recordings]
    np.savez(partial, **stored)
    partial.replace(path)
