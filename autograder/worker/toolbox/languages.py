"""Checkpoints by name under a head of classes, and the labelled rows that they are trained on, in any language."""

from __future__ import annotations

from typing import Any

from torch import nn

from autograder.worker.handicaps import blanked
from autograder.worker.toolbox.models import Models
from course.kit import checkpoints
from course.kit.data import Row, describe, read_rows


class Languages(Models):
    """Classifiers and encoders of texts, of whatever architecture."""

    def load_text_classifier(self, name: str, seed: int = 0, num_labels: int = 3) -> nn.Module:
        """The named checkpoint under a new classification head, drawn from ``seed``."""
        model, _ = checkpoints.load_checkpoint(
            name, self._profile, "sequence-classification", seed=seed, num_labels=num_labels
        )
        return self._placed(model, seed)

    def load_text_encoder(self, name: str, seed: int = 0) -> nn.Module:
        """The named checkpoint without any head."""
        model, _ = checkpoints.load_checkpoint(name, self._profile, seed=seed)
        return self._placed(model, seed)

    def labelled_rows(self, name: str, split: str = "train", limit: int | None = None) -> list[Row]:
        """Rows of a data set of texts whose label is one of its labels; a calibration baseline sees them blanked."""
        dataset = describe(name)
        rows = [
            row for row in read_rows(name, split, self._profile) if row[dataset.label or ""] in dataset.labels
        ]
        return blanked(rows[:limit], dataset.texts, self.handicap)

    def _placed(self, model: Any, seed: int) -> nn.Module:
        if self.handicap == "random_init":
            model = self._reinitialised(model, seed)
        return model.to(self._device)
