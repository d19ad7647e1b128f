"""Question 1, not begun."""

from torch import Tensor


def masked_mean(hidden: Tensor, mask: Tensor) -> Tensor:
    """The mean over the unpadded positions."""
    raise NotImplementedError("q1_pool.masked_mean")


def pick(values: list[int], index: int) -> int:
    """The value at ``index``; raises ValueError where there is none."""
    raise NotImplementedError("q1_pool.pick")


def shout(text: str) -> str:
    """``text`` in capitals."""
    raise NotImplementedError("q1_pool.shout")
