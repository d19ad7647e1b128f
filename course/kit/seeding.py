"""Seeds: one place that turns an integer into reproducible randomness."""

import random
from collections.abc import Iterator
from contextlib import contextmanager

import torch


def generator(seed: int, device: str = "cpu") -> torch.Generator:
    """A torch generator of its own, so that drawing from it moves nobody else's randomness."""
    return torch.Generator(device=device).manual_seed(seed)


def seed_everything(seed: int) -> None:
    """Seed Python's, NumPy's and torch's global generators (CUDA's too, where there is one)."""
    import numpy

    random.seed(seed)
    numpy.random.seed(seed % 2**32)
    torch.manual_seed(seed)


@contextmanager
def seeded(seed: int, device: str = "cpu") -> Iterator[None]:
    """Run a block with torch's global generators seeded, and put their states back afterwards."""
    devices = [torch.device(device)] if device.startswith("cuda") else []
    with torch.random.fork_rng(devices=devices):
        torch.manual_seed(seed)
        yield
