"""The clips that the course trains on and tests with: two seconds of each recording, in five emotions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from course.kit.data import load_data
from course.kit.paths import sample_folder

# Fear has nine recordings in the sample, too few to learn or to judge.
EMOTIONS = ("neutral", "anger", "sadness", "happiness", "surprise")
SAMPLING_RATE = 16_000
CLIP_SAMPLES = 2 * SAMPLING_RATE


@dataclass(frozen=True)
class Clip:
    """The middle two seconds of a recording at most: float32 samples (n,) with mean 0 and variance 1."""

    samples: np.ndarray
    emotion: str
    gender: str


def read_clips(split: str, profile: str = "quick") -> list[Clip]:
    """The clips of a split ("train" alone with the profile "quick"), without recordings that cannot be read or are silent.

    Raises:
        MissingResource: the recordings are not on this machine; the message says what to run.
        ValueError: no such split.
    """
    if profile == "quick" and split != "train":
        raise ValueError(f"The sample has no split {split!r}, only train.")
    return clips_of(_sample_rows() if profile == "quick" else load_data("shemo", profile)[split])


def clips_of(rows: Iterable[Any]) -> list[Clip]:
    """Clips of rows that hold `audio` (samples, or a dictionary with `array`), `emotion` and `gender`; fear is left out."""
    clips = []
    for row in rows:
        audio = row["audio"]
        whole = np.asarray(audio["array"] if isinstance(audio, dict) else audio, np.float32)
        if row["emotion"] in EMOTIONS:
            clips.append(Clip(_middle(whole), row["emotion"], row["gender"]))
    return clips


def padded(clips: list[Clip]) -> tuple[Tensor, list[int]]:
    """The clips as one tensor (clips, longest), padded with zeros on the right, and how many samples each one has."""
    lengths = [len(clip.samples) for clip in clips]
    waveforms = np.zeros((len(clips), max(lengths, default=0)), np.float32)
    for row, clip in zip(waveforms, clips, strict=True):
        row[: len(clip.samples)] = clip.samples
    return torch.from_numpy(waveforms), lengths


def _middle(whole: np.ndarray) -> np.ndarray:
    first = max(0, len(whole) - CLIP_SAMPLES) // 2
    clip = whole[first : first + CLIP_SAMPLES]
    return (clip - clip.mean()) / (clip.std() + 1e-7)


def _sample_rows() -> Iterator[dict[str, Any]]:
    import soundfile

    folder = sample_folder("shemo")
    for entry in json.loads((folder / "shemo.json").read_text(encoding="utf-8")).values():
        try:
            audio, rate = soundfile.read(folder / entry["path"], dtype="float32")
        except soundfile.LibsndfileError:
            continue
        if rate == SAMPLING_RATE and audio.ndim == 1 and audio.any():
            yield {"audio": audio, "emotion": entry["emotion"], "gender": entry["gender"]}
