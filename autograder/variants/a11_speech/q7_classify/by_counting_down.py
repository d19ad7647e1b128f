"""Loops over the strides on the mask itself, freezes by flags, computes the weighted loss by hand and returns a ModelOutput."""

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional
from transformers.utils import ModelOutput


@dataclass
class Answer(ModelOutput):
    loss: torch.Tensor | None = None
    logits: torch.Tensor | None = None


class EmotionClassifier(nn.Module):
    def __init__(self, encoder, num_labels, *, hidden_size=128, dropout=0.2, class_weights=None):
        super().__init__()
        if class_weights is not None and len(class_weights) != num_labels:
            raise ValueError("one weight for each label")
        width = encoder.config.hidden_size
        self.output = nn.Linear(hidden_size, num_labels)
        self.linear = nn.Linear(width, hidden_size)
        self.norm = nn.LayerNorm(width)
        self.share = dropout
        self.encoder = encoder
        for parameter in encoder.feature_extractor.parameters():
            parameter.requires_grad = False
        self.register_buffer("class_weights", None if class_weights is None else class_weights.clone())

    def forward(self, input_values, attention_mask=None, labels=None):
        if attention_mask is None:
            attention_mask = torch.ones_like(input_values, dtype=torch.long)
        states = self.encoder(input_values, attention_mask).last_hidden_state
        real = attention_mask.bool()
        for kernel, stride in zip(
            self.encoder.config.conv_kernel, self.encoder.config.conv_stride, strict=True
        ):
            real = real.unfold(1, kernel, stride).all(-1)
        pooled = torch.stack(
            [
                row[chosen].mean(0) if chosen.any() else row.new_zeros(row.shape[1])
                for row, chosen in zip(states, real, strict=True)
            ]
        )
        features = functional.dropout(self.linear(self.norm(pooled)).clamp(min=0), self.share, self.training)
        logits = self.output(features)
        if labels is None:
            return Answer(logits=logits)
        weights = torch.ones_like(logits[0]) if self.class_weights is None else self.class_weights
        losses = torch.logsumexp(logits, 1) - logits[torch.arange(len(labels)), labels]
        return Answer(loss=(weights[labels] * losses).sum() / weights[labels].sum(), logits=logits)
