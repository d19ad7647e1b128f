"""The reference of question 1: a masked mean, a function that must raise, a string function."""

from torch import Tensor


def masked_mean(hidden: Tensor, mask: Tensor) -> Tensor:
    """The mean over the unpadded positions."""
    weights = mask.unsqueeze(-1).to(hidden.dtype)
    return (hidden * weights).sum(dim=1) / weights.sum(dim=1)


def pick(values: list[int], index: int) -> int:
    """The value at ``index``; raises ValueError where there is none."""
    if not 0 <= index < len(values):
        raise ValueError(f"there is no value {index}")
    return values[index]


def shout(text: str) -> str:
    """``text`` in capitals."""
    return text.upper()
