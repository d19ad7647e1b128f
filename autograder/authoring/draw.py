"""The fixture ``draw``: test inputs from the instructor's seed, the same for every student of a run."""

from __future__ import annotations

import functools
import hashlib
import random
from collections.abc import Sequence

import torch
from torch import Tensor

from autograder.authoring.hidden import (
    HiddenImages,
    HiddenPairs,
    HiddenRecordings,
    HiddenRows,
    hidden_images,
    hidden_recordings,
    hidden_rows,
    labelled_rows,
)
from autograder.worker.handicaps import blanked
from course.kit.data import Row, describe, label_ids, read_rows


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

    def hidden_pairs(self, premises: int = 100) -> HiddenPairs:
        """Pairs with labels that no worker has seen: drawn anew (quick) or from the reduced test split of farstail."""
        rows = self.rows(premises)
        order = list(range(len(rows)))
        self.rng.shuffle(order)
        rows = [rows[index] for index in order]
        labels = torch.tensor(label_ids(rows, "farstail"))
        seen = blanked(rows, describe("farstail").texts, self._handicap)
        texts = ([row[column] for row in seen] for column in ("premise", "hypothesis"))
        return HiddenPairs(labels, len(describe("farstail").labels), *texts)

    def labelled_rows(self, name: str, count: int) -> list[Row]:
        """Rows of a data set of texts: drawn anew (quick), or of its reduced test split."""
        return labelled_rows(name, self.seed(), count, self._profile)

    def hidden_rows(self, name: str, count: int) -> HiddenRows:
        """The same without their labels, which no worker has seen."""
        rows = blanked(self.labelled_rows(name, count), describe(name).texts, self._handicap)
        return hidden_rows(name, rows)

    def hidden_images(self, count: int = 300) -> HiddenImages:
        """Pictures with labels that no worker has seen: drawn anew (quick) or from the reduced test split of cifar10."""
        return hidden_images(self.seed(), count, self._profile)

    def hidden_recordings(self, count: int = 150) -> HiddenRecordings:
        """Clips with labels that no worker has heard: spoken anew (quick) or from the reduced test split of shemo."""
        return hidden_recordings(self.seed(), count, self._profile)
