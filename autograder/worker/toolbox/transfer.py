"""A tiny reader of token ids with a tokenizer of its own, and records of which texts reached a model."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from autograder.worker.toolbox.languages import Languages
from course.kit.data import Row

# The ids of `build_tokenizer("words", …)`: special tokens, then the words (3 is unknown). Padding is not 0 on purpose.
BEGIN, PAD, END, FIRST_WORD = 0, 1, 2, 4


class TinyReader(nn.Module):
    """Encoder and classifier in one, exact to recompute: words, their mean as context, tanh, mean, a linear layer.

    States at padded positions are not 0, and without an attention mask padding is part of the context. It remembers
    what it was given and the weights it had. `nan_at` scripts a run: the evaluations, counted from 1 by how often one
    came after training, whose logits are NaN.
    """

    def __init__(self, vocabulary: int, nan_at: Sequence[int] = (), width: int = 6, classes: int = 3) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, width)
        self.head = nn.Linear(width, classes)
        self.calls: list[dict[str, Any]] = []
        self._nan_at = frozenset(nan_at)
        self._evaluations, self._trained = 0, False

    def forward(
        self,
        input_ids: Tensor,
        attention_mask: Tensor | None = None,
        labels: Tensor | None = None,
        **_: Any,
    ) -> Any:
        given = {"input_ids": input_ids, "attention_mask": attention_mask, "labels": labels}
        self.calls.append(
            {
                **{key: None if value is None else value.detach().clone() for key, value in given.items()},
                "training": self.training,
                "gradients": torch.is_grad_enabled(),
                "state": {name: tensor.detach().clone() for name, tensor in self.state_dict().items()},
            }
        )
        mask = torch.ones_like(input_ids) if attention_mask is None else attention_mask
        real = mask[..., None].to(self.head.weight.dtype)
        count = real.sum(1, keepdim=True).clamp(min=1)
        words = self.words(input_ids)  # (B, T, W)
        states = torch.tanh(words + (words * real).sum(1, keepdim=True) / count)
        logits = self.head((states * real).sum(1) / count[:, 0])
        self._evaluations += not self.training and self._trained
        self._trained = self.training
        if not self.training and self._evaluations in self._nan_at:
            logits = logits * torch.nan
        loss = None if labels is None else functional.cross_entropy(logits, labels)
        return SimpleNamespace(loss=loss, logits=logits, last_hidden_state=states, hidden_states=(states,))


class Transfer(Languages):
    """Which texts reach a model, and what it makes of them."""

    def tiny_reader(self, seed: int, words: int, nan_at: Sequence[int] = ()) -> TinyReader:
        """A reader of that many words, in evaluation mode."""
        reader = self._seeded(seed, lambda: TinyReader(FIRST_WORD + words, nan_at))
        with torch.no_grad():
            reader.head.weight.mul_(3.0)
        return reader.to(self._device).eval()

    def read(self, reader: TinyReader) -> list[dict[str, Any]]:
        """What reached a tiny reader, call by call; forgets it."""
        calls, reader.calls = reader.calls, []
        return calls

    def remove_hook(self, handle: Any) -> None:
        handle.remove()

    def record_texts(self, model: nn.Module) -> list[tuple[int, ...]]:
        """A list that from now on takes up the ids of each text that reaches the model; to be kept in the worker."""
        seen: list[tuple[int, ...]] = []

        def note(module: nn.Module, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> None:
            ids = keywords.get("input_ids", arguments[0] if arguments else None)
            mask = keywords.get("attention_mask", arguments[1] if len(arguments) > 1 else None)
            if isinstance(ids, Tensor):
                real = torch.ones_like(ids) if mask is None else mask
                seen.extend(tuple(row[kept.bool()].tolist()) for row, kept in zip(ids, real, strict=True))

        model.register_forward_pre_hook(note, with_kwargs=True)
        return seen

    def foreign_to(
        self,
        seen: list[tuple[int, ...]],
        tokenizer: Any,
        tables: list[list[Row]],
        column: str,
        max_length: int = 128,
    ) -> int:
        """How many of the texts seen are none of a column of the tables; -1 where none was seen."""
        texts = [row[column] for rows in tables for row in rows]
        known = tokenizer(texts, truncation=True, max_length=max_length)["input_ids"]
        return len(set(seen) - {tuple(ids) for ids in known}) if seen else -1

    def mean_states(
        self, model: nn.Module, tokenizer: Any, texts: list[str], max_length: int = 128
    ) -> Tensor:
        """The mean of the last states over each text's own tokens, by the course."""
        batch = self._moved(
            tokenizer(texts, truncation=True, max_length=max_length, padding=True, return_tensors="pt")
        )
        model.eval()
        with torch.no_grad():
            states = model(**batch).last_hidden_state
        return torch.stack(
            [row[mask.bool()].mean(0) for row, mask in zip(states, batch["attention_mask"], strict=True)]
        ).cpu()
