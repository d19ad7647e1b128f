"""Random masking, driven by a generator."""

import torch


def choose(tokens: torch.Tensor, rate: float, generator: torch.Generator) -> torch.Tensor:
    """True where a token of ``tokens`` (batch, length) is to be masked, each with probability ``rate``, never token 0."""
    return (torch.rand(tokens.shape, generator=generator) < rate) & (tokens != 0)
