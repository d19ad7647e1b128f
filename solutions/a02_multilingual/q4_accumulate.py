"""Question 4: gradients of small batches that add up to that of a big one, for a card whose memory is too small."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from jaxtyping import Int
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

Batch = dict[str, Tensor]

IGNORED = -100


def split_batch(batch: Batch, size: int) -> list[Batch]:
    """Cut a batch into micro-batches that fit into memory.

    Args:
        batch: tensors that share their first dimension: (B,) or (B, T). One of them is "attention_mask" (B, T), 1 on
            tokens and 0 on padding, which is on the right.
        size: rows of a micro-batch; the last one keeps what is left over.

    Returns:
        ⌈B / size⌉ micro-batches with the same keys, the rows in their order. Each is cut to the length of its own
        longest row: of the tensors with the shape (B, T) of the mask the columns that are padding in all its rows are
        gone. The mask tells what is padding; an id, 0 for example, may be a token of one model and padding of another.

    Raises:
        ValueError: `size` is less than 1.
    """
    # BEGIN SOLUTION
    if size < 1:
        raise ValueError(f"a micro-batch needs at least one row, not {size}")
    mask = batch["attention_mask"]
    pieces = []
    for start in range(0, len(mask), size):
        length = int(mask[start : start + size].sum(dim=1).max())
        pieces.append(
            {
                key: values[start : start + size, :length]
                if values.shape == mask.shape
                else values[start : start + size]
                for key, values in batch.items()
            }
        )
    return pieces
    # END SOLUTION


def count_targets(labels: Int[Tensor, "..."]) -> int:
    """Count what a loss is the mean of.

    Args:
        labels: (B,) with a class for each row, or (B, T) with one for each token. Where the label is −100 (`IGNORED`)
            the loss leaves it out.

    Returns:
        The number of labels that are not ignored, an int.
    """
    # BEGIN SOLUTION
    return int((labels != IGNORED).sum())
    # END SOLUTION


def accumulate_gradients(model: nn.Module, micro_batches: Sequence[Batch]) -> float:
    """Add to the gradients those of one big batch, holding the graph of one micro-batch at a time.

    `model(**micro_batch).loss` is the mean over the targets of that micro-batch (see `count_targets`). What is wanted
    is the gradient of the mean over the targets of all micro-batches together. They may have different numbers of
    rows, and different numbers of targets in a row, so the mean of their losses is something else.

    Args:
        model: a classifier of texts or of tokens; its mode is left alone.
        micro_batches: each with "labels". One without any target has no loss (0/0) and is passed over: the model does
            not see it.

    Returns:
        The loss of the big batch as a Python float; NaN if there is no target at all, and then no gradient changes.
        The gradients are *added* to what `.grad` holds already, and nothing is set to zero here. Each micro-batch's
        backward pass comes before the next one's forward pass: the memory that is needed is that of the largest one.
    """
    # BEGIN SOLUTION
    counts = [count_targets(batch["labels"]) for batch in micro_batches]
    total = sum(counts)
    if not total:
        return float("nan")
    mean = 0.0
    for batch, count in zip(micro_batches, counts, strict=True):
        if count:
            loss = model(**batch).loss * (count / total)
            loss.backward()
            mean += loss.item()
    return mean
    # END SOLUTION


def train_accumulated(
    model: nn.Module,
    micro_batches: Iterable[Batch],
    optimizer: Optimizer,
    scheduler: LRScheduler | None = None,
    *,
    accumulate: int = 4,
    max_norm: float = 1.0,
) -> list[float]:
    """Train on micro-batches, one optimiser step for each window of `accumulate` of them.

    The steps equal those of ordinary training on big batches, each of which holds the rows of one window. The last
    window may have fewer micro-batches than the others; it is a batch like them, a smaller one.

    In each window: the gradients start from zero (whatever was in them before), those of the window add up
    (`accumulate_gradients`), the norm of all gradients together is clipped to `max_norm` once, the optimiser steps
    once, and then the scheduler steps once. A window without any target is passed over: no step of either, no entry
    in the result.

    Args:
        model: put into training mode.
        micro_batches: may be a generator, perhaps one that never fits into memory as a whole: it is read once, one
            window at a time.
        optimizer: over the parameters of `model`.
        scheduler: counts optimiser steps, if there is one.
        accumulate: micro-batches in a window, at least 1.
        max_norm: the largest norm of the gradients of a step.

    Returns:
        The loss of each window, a Python float: the mean over all its targets, measured before its step.

    Raises:
        ValueError: `accumulate` is less than 1.
    """
    # BEGIN SOLUTION
    if accumulate < 1:
        raise ValueError(f"a window needs at least one micro-batch, not {accumulate}")
    model.train()
    losses = []
    for window in _windows(micro_batches, accumulate):
        if not any(count_targets(batch["labels"]) for batch in window):
            continue
        optimizer.zero_grad()
        loss = accumulate_gradients(model, window)
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
        losses.append(loss)
    return losses
    # END SOLUTION


# BEGIN SOLUTION
def _windows(micro_batches: Iterable[Batch], size: int) -> Iterator[list[Batch]]:
    waiting = iter(micro_batches)
    while window := list(islice(waiting, size)):
        yield window


# END SOLUTION
