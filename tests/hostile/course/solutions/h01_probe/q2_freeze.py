"""The reference of question 2: freezing the first layers of a BERT classifier."""

from torch import nn


def freeze(model: nn.Module, n: int) -> None:
    """Freezes the first ``n`` encoder layers in place."""
    prefixes = tuple(f"bert.encoder.layer.{index}." for index in range(n))
    for name, parameter in model.named_parameters():
        if name.startswith(prefixes):
            parameter.requires_grad_(False)
