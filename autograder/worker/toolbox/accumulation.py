"""A tiny model whose loss is a mean over its targets, and a log of what it read, computed and propagated back, in order."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from autograder.worker.toolbox.base import Base


class MeanLossModel(nn.Module):
    """Classifies tokens, or texts by the mean of their tokens' logits; its loss is the mean over labels other than −100."""

    def __init__(self, vocabulary: int, classes: int, per_token: bool) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, 5)
        self.head = nn.Linear(5, classes)
        self.per_token = per_token
        self.events: list[dict[str, Any]] = []

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, labels: Tensor | None = None, **others: Tensor
    ) -> Any:
        given = {"input_ids": input_ids, "attention_mask": attention_mask, "labels": labels, **others}
        event = {key: value.clone() for key, value in given.items() if value is not None}
        modes = {"training": self.training, "gradients": torch.is_grad_enabled()}
        self.events.append({"what": "forward", "given": event, **modes})
        logits = self.head(torch.tanh(self.words(input_ids)))  # (B, T, C)
        if not self.per_token:
            mask = attention_mask[..., None].to(logits.dtype)
            logits = (logits * mask).sum(1) / mask.sum(1)
        if labels is None:
            return SimpleNamespace(loss=None, logits=logits)
        loss = functional.cross_entropy(logits.flatten(0, -2), labels.flatten(), ignore_index=-100)
        if loss.requires_grad:
            loss.register_hook(lambda _: self.events.append({"what": "backward"}))
        return SimpleNamespace(loss=loss, logits=logits)


class Accumulation(Base):
    """What checks of training loops need, exact to recompute in float64."""

    def mean_loss_model(self, seed: int, vocabulary: int, classes: int = 3, per_token: bool = False) -> Any:
        """A `MeanLossModel` in float64, in evaluation mode."""
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            return MeanLossModel(vocabulary, classes, per_token).double().eval()

    def events(self, model: MeanLossModel) -> list[dict[str, Any]]:
        """What happened to the model, in order; forgets it."""
        events, model.events = model.events, []
        return events

    def stream(self, model: MeanLossModel, batches: list[dict[str, Tensor]]) -> Iterator[dict[str, Tensor]]:
        """The batches one by one, each noted among the events of the model; to be kept in the worker."""
        for batch in batches:
            model.events.append({"what": "read"})
            yield batch

    def parameter_gradients(self, model: nn.Module) -> dict[str, Tensor | None]:
        """The gradient of each parameter."""
        return {
            name: None if parameter.grad is None else parameter.grad.clone()
            for name, parameter in model.named_parameters()
        }

    def fill_gradients(self, model: nn.Module, value: float) -> None:
        """Sets every gradient to a number, as something before might have left it."""
        for parameter in model.parameters():
            parameter.grad = torch.full_like(parameter, value)
