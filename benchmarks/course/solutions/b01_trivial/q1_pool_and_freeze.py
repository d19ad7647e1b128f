"""Question 1: average what is not padding, and leave only the classifier trainable."""

import torch
from transformers import BertForSequenceClassification


def masked_mean(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """The mean of hidden (batch, length, dim) over the positions where mask (batch, length) is 1."""
    weights = mask.unsqueeze(-1).to(hidden.dtype)
    return (hidden * weights).sum(dim=1) / weights.sum(dim=1)


def freeze_encoder(model: BertForSequenceClassification) -> None:
    """Freeze all parameters but those of the classifier, in place."""
    for name, parameter in model.named_parameters():
        parameter.requires_grad = name.startswith("classifier.")
