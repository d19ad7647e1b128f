"""Inputs with labels that no worker has seen, and how predictions on them are judged."""

from __future__ import annotations

import functools
import importlib
import io
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from course.kit.data import Row, describe, label_ids, read_rows


@dataclass(frozen=True)
class HiddenSet:
    """Labels, which never leave the grader."""

    labels: Tensor
    classes: int

    def skill(self, logits: Any) -> float:
        """Share of the labels' entropy that the logits explain: 1 − cross-entropy / ln(classes).

        1 is certain and right, 0 is what guessing earns, and being wrong with confidence is below 0. Unlike accuracy it
        cannot be had by luck: an untrained head that happens to order well separated classes right is not sure of it.
        Anything but a finite (rows, classes) tensor has no skill at all.
        """
        if not self._are_logits(logits):
            return -math.inf
        loss = torch.nn.functional.cross_entropy(logits.double(), self.labels)
        return 1.0 - float(loss) / math.log(self.classes)

    def macro_f1(self, logits: Any) -> float:
        """The mean over classes of the F1 of always saying the class with the largest logit."""
        from sklearn.metrics import f1_score

        if not self._are_logits(logits):
            return -math.inf
        classes = range(self.classes)
        return float(
            f1_score(self.labels, logits.argmax(1), labels=[*classes], average="macro", zero_division=0)  # pyright: ignore[reportArgumentType]
        )

    def _are_logits(self, logits: Any) -> bool:
        return (
            isinstance(logits, Tensor)
            and tuple(logits.shape) == (len(self.labels), self.classes)
            and not logits.is_complex()
            and bool(torch.isfinite(logits.double()).all())
        )


@dataclass(frozen=True)
class HiddenPairs(HiddenSet):
    """Premises and hypotheses."""

    premises: list[str]
    hypotheses: list[str]


@dataclass(frozen=True)
class HiddenRows(HiddenSet):
    """Rows of a data set of texts without the column of the label."""

    rows: list[Row]


@dataclass(frozen=True)
class HiddenImages(HiddenSet):
    """Pictures (rows, height, width, 3), uint8."""

    images: Tensor


@dataclass(frozen=True)
class HiddenRecordings(HiddenSet):
    """Clips (rows, longest), float32 and padded with zeros, how many samples each has, and who speaks."""

    waveforms: Tensor
    lengths: list[int]
    genders: list[str]


def labelled_rows(name: str, seed: int, count: int, profile: str) -> list[Row]:
    """``count`` fresh rows of a data set of texts (quick), or that many rows of the reduced test split with a true label."""
    if profile == "quick":
        recipe = importlib.import_module(f"course.recipes.{name.replace('-', '_')}")
        return recipe.draw_rows(seed, count)
    dataset = describe(name)
    rows = [row for row in read_rows(name, "test", profile) if row[dataset.label or ""] in dataset.labels]
    return _sampled(rows, count, seed)


def hidden_rows(name: str, rows: list[Row]) -> HiddenRows:
    """The rows as the students' code sees them, and their labels."""
    dataset = describe(name)
    labels = torch.tensor(label_ids(rows, name))
    seen = [{key: value for key, value in row.items() if key != dataset.label} for row in rows]
    return HiddenRows(labels, len(dataset.labels), seen)


@functools.lru_cache(maxsize=4)
def hidden_images(seed: int, count: int, profile: str) -> HiddenImages:
    """Fresh pictures (quick), or pictures of the reduced test split."""
    if profile == "quick":
        from course.recipes.cifar10 import draw_rows

        rows = draw_rows(seed, count)
        pictures = [row["img"] for row in rows]
    else:
        from PIL import Image

        rows = _sampled(read_rows("cifar10", "test", profile), count, seed)
        pictures = [np.array(Image.open(io.BytesIO(row["img"]["bytes"])).convert("RGB")) for row in rows]
    labels = torch.tensor([row["label"] for row in rows])
    return HiddenImages(labels, len(describe("cifar10").labels), torch.from_numpy(np.stack(pictures)))


@functools.lru_cache(
    maxsize=4
)  # Rendering a hundred utterances takes two seconds; a class hears the same ones.
def hidden_recordings(seed: int, count: int, profile: str) -> HiddenRecordings:
    """Fresh utterances by other speakers, as many of each emotion (quick), or the reduced test split's."""
    from course.kit import speech

    if profile == "quick":
        from course.recipes.shemo import draw_rows

        # The recipe knows a sixth emotion, which the clips leave out.
        clips = speech.clips_of(draw_rows(seed, count * 6 // len(speech.EMOTIONS)))
    else:
        clips = _sampled(speech.read_clips("test", profile), count, seed)
    waveforms, lengths = speech.padded(clips)
    labels = torch.tensor([speech.EMOTIONS.index(clip.emotion) for clip in clips])
    return HiddenRecordings(labels, len(speech.EMOTIONS), waveforms, lengths, [clip.gender for clip in clips])


def _sampled(rows: list[Any], count: int, seed: int) -> list[Any]:
    order = torch.randperm(len(rows), generator=torch.Generator().manual_seed(seed)).tolist()
    return [rows[index] for index in order[:count]]
