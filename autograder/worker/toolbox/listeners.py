"""Classifiers of waveforms that the course builds: one to look into, one to train."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from autograder.worker.toolbox.models import Models


class TinyListener(nn.Module):
    """The mean over heard samples of tanh(gain · sample + offset), and a linear layer; it remembers what it was given.

    Gains and offsets are frozen. The loss weighs the classes.
    """

    class_weights: Tensor

    def __init__(self, width: int, class_weights: Tensor) -> None:
        super().__init__()
        self.ears = nn.Linear(1, width)
        self.ears.requires_grad_(False)
        self.head = nn.Linear(width, len(class_weights))
        self.register_buffer("class_weights", class_weights)
        self.calls: list[dict[str, Any]] = []

    def forward(
        self, input_values: Tensor, attention_mask: Tensor | None = None, labels: Tensor | None = None
    ) -> Any:
        given = {"input_values": input_values, "attention_mask": attention_mask, "labels": labels}
        self.calls.append(
            {
                **{key: None if value is None else value.detach().clone() for key, value in given.items()},
                "training": self.training,
                "gradients": torch.is_grad_enabled(),
            }
        )
        heard = torch.ones_like(input_values) if attention_mask is None else attention_mask.float()
        responses = torch.tanh(self.ears(input_values[..., None])) * heard[..., None]  # (B, T, W)
        logits = self.head(responses.sum(1) / heard.sum(1, keepdim=True))
        loss = None if labels is None else functional.cross_entropy(logits, labels, self.class_weights)
        return SimpleNamespace(loss=loss, logits=logits)


class SpeechClassifier(nn.Module):
    """HuBERT with its convolutions frozen, the mean over the heard frames, a norm and a linear layer."""

    class_weights: Tensor

    def __init__(self, encoder: Any, class_weights: Tensor) -> None:
        super().__init__()
        # Masking in time is for pretraining; it would make these short runs noisier.
        encoder.config.apply_spec_augment = False
        encoder.feature_extractor._freeze_parameters()
        self.encoder = encoder
        self.norm = nn.LayerNorm(encoder.config.hidden_size)
        self.head = nn.Linear(encoder.config.hidden_size, len(class_weights))
        self.register_buffer("class_weights", class_weights)

    def forward(
        self, input_values: Tensor, attention_mask: Tensor | None = None, labels: Tensor | None = None
    ) -> Any:
        if attention_mask is None:
            attention_mask = torch.ones_like(input_values, dtype=torch.long)
        hidden = self.encoder(input_values, attention_mask=attention_mask).last_hidden_state
        heard = self.encoder._get_feature_vector_attention_mask(hidden.shape[1], attention_mask)[..., None]
        mean = (hidden * heard).sum(1) / heard.sum(1).clamp(min=1)
        logits = self.head(self.norm(mean))
        loss = None if labels is None else functional.cross_entropy(logits, labels, self.class_weights)
        return SimpleNamespace(loss=loss, logits=logits)


class Listeners(Models):
    """Classifiers of waveforms whose loss weighs the classes."""

    def tiny_listener(self, seed: int, class_weights: Tensor, width: int = 6) -> TinyListener:
        """A classifier that is exact to recompute; see ``TinyListener``."""
        listener = self._seeded(seed, lambda: TinyListener(width, class_weights))
        with torch.no_grad():
            listener.head.weight.mul_(3.0)
            listener.ears.weight.mul_(2.0)
        return listener.eval()

    def listened(self, listener: TinyListener) -> list[dict[str, Any]]:
        """What reached a tiny listener, call by call; forgets it."""
        calls, listener.calls = listener.calls, []
        return calls

    def item(self, mapping: Any, key: str) -> Any:
        """An entry of a dictionary that stays in the worker."""
        return mapping[key]
