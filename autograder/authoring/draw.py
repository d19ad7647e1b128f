"""The fixture ``draw``: test inputs from the instructor's seed, the same for every student of a run."""

from __future__ import annotations

import functools
import hashlib
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from autograder.errors import InfrastructureError
from course.kit.data import DATASETS, Row, describe, label_ids, read_rows


@dataclass(frozen=True)
class HiddenSet:
    """Texts to be classified and their labels, which never leave the grader."""

    premises: list[str]
    hypotheses: list[str]
    labels: Tensor

    def skill(self, logits: Any) -> float:
        """Share of the labels' entropy that the logits explain: 1 − cross-entropy / ln(classes).

        1 is certain and right, 0 is what guessing earns, and being wrong with confidence is below 0. Unlike accuracy it
        cannot be had by luck: an untrained head that happens to order well separated classes right is not sure of it.
        Anything but a finite (rows, classes) tensor has no skill at all.
        """
        classes = len(describe("farstail").labels)
        if not isinstance(logits, Tensor) or tuple(logits.shape) != (len(self.labels), classes):
            return -math.inf
        if logits.is_complex() or not torch.isfinite(logits.double()).all():
            return -math.inf
        loss = torch.nn.functional.cross_entropy(logits.double(), self.labels)
        return 1.0 - float(loss) / math.log(classes)


@functools.cache
def _run_key(seed: int) -> bytes:
    """Slow on purpose: inputs that a submission has seen must not give the seed away to a search."""
    return hashlib.scrypt(str(seed).encode(), salt=b"tamrin", n=2**14, r=8, p=1)


class Draw:
    """Random inputs that depend on the run's seed, the check and the attempt only."""

    def __init__(self, seed: int, label: str, profile: str = "quick", handicap: str | None = None) -> None:
        digest = hashlib.sha256(_run_key(seed) + label.encode()).digest()
        self._handicap = handicap
        self.rng = random.Random(digest)
        self.generator = torch.Generator().manual_seed(int.from_bytes(digest[:6], "big"))
        self._profile = profile

    def seed(self) -> int:
        """A fresh seed below 2**31."""
        return self.rng.randrange(2**31)

    def normal(self, *shape: int, dtype: torch.dtype = torch.float32) -> Tensor:
        return torch.randn(shape, generator=self.generator, dtype=dtype)

    def integers(self, low: int, high: int, shape: Sequence[int]) -> Tensor:
        """Integers in [low, high)."""
        return torch.randint(low, high, tuple(shape), generator=self.generator)

    def padded_batch(self, lengths: Sequence[int], dim: int) -> tuple[Tensor, Tensor]:
        """Hidden states (batch, longest, dim) with noise in the padding too, and their mask (batch, longest)."""
        longest = max(lengths)
        mask = torch.arange(longest) < torch.tensor(lengths)[:, None]
        return self.normal(len(lengths), longest, dim), mask.long()

    def token_batch(self, batch: int, length: int, vocab_size: int) -> dict[str, Tensor]:
        """Token ids of unequal lengths (at least half of ``length``, one full), in pairs, padded with 0 on the right."""
        lengths = [length, *(self.rng.randint(max(2, length // 2), length) for _ in range(batch - 1))]
        mask = (torch.arange(length) < torch.tensor(lengths)[:, None]).long()
        second = (torch.arange(length) >= torch.tensor([n // 2 for n in lengths])[:, None]).long()
        ids = self.integers(5, vocab_size, (batch, length))
        return {"input_ids": ids * mask, "attention_mask": mask, "token_type_ids": second * mask}

    def rows(self, premises: int) -> list[Row]:
        """Fresh labelled rows, three for each premise (quick); rows of the reduced test split otherwise."""
        if self._profile == "quick":
            from course.recipes.farstail import draw_rows

            return draw_rows(self.seed(), premises)
        rows = read_rows("farstail", "test", self._profile)
        start = self.rng.randrange(max(1, len(rows) - 3 * premises + 1))
        return rows[start : start + 3 * premises]

    def hidden_set(self, name: str, premises: int = 100) -> HiddenSet:
        """Texts with labels that no worker has seen: drawn anew (quick) or from the reduced test split."""
        if name not in DATASETS:
            raise InfrastructureError(f"No hidden rows are known for {name!r}.")
        rows = self.rows(premises)
        order = list(range(len(rows)))
        self.rng.shuffle(order)
        rows = [rows[index] for index in order]
        labels = torch.tensor(label_ids(rows, name))
        premises_seen = ["" if self._handicap == "hypothesis_only" else row["premise"] for row in rows]
        return HiddenSet(premises_seen, [row["hypothesis"] for row in rows], labels)
