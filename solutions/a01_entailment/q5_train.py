"""Question 5: train epoch by epoch, and end with the best one rather than the last."""

import copy
import math
from collections.abc import Iterable, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

Batch = dict[str, Tensor]
METRICS = ("accuracy", "loss")


def train_epoch(
    model: nn.Module,
    batches: Sequence[Batch],
    optimizer: Optimizer,
    scheduler: LRScheduler | None = None,
    max_norm: float = 1.0,
) -> float:
    """Train a model on each batch once, in training mode: one optimiser step a batch.

    Args:
        model: called as `model(**batch)` with the batch's "labels" among its inputs; returns `.loss`, the mean over
            the batch, and `.logits`.
        batches: at least one; all on the model's device.
        optimizer: over the parameters of `model`; each step uses the gradient of its own batch alone.
        scheduler: advanced once after each step, if there is one.
        max_norm: the norm of all gradients together is clipped to this before each step.

    Returns:
        The mean loss over all examples of the epoch, each batch's loss measured before its step. A small last batch
        counts for as many examples as it has. NaN when a loss was NaN.
    """
    # BEGIN SOLUTION
    model.train()
    total, count = 0.0, 0
    for batch in batches:
        optimizer.zero_grad()
        loss = model(**batch).loss
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
        total += loss.item() * len(batch["labels"])
        count += len(batch["labels"])
    return total / count
    # END SOLUTION


def evaluate(model: nn.Module, batches: Sequence[Batch]) -> dict[str, float]:
    """Score a model on labelled batches, in evaluation mode and without gradients.

    Args:
        model: as in `train_epoch`; it is left in the mode in which it was found.
        batches: at least one, the last may be smaller.

    Returns:
        "loss": the mean cross-entropy, and "accuracy": the share of examples whose largest logit is their label; both
        over all examples, each counting the same, as Python floats.
    """
    # BEGIN SOLUTION
    was_training = model.training
    model.eval()
    total, hits, count = 0.0, 0, 0
    with torch.no_grad():
        for batch in batches:
            output = model(**batch)
            size = len(batch["labels"])
            total += output.loss.item() * size
            hits += int((output.logits.argmax(dim=-1) == batch["labels"]).sum())
            count += size
    model.train(was_training)
    return {"loss": total / count, "accuracy": hits / count}
    # END SOLUTION


def fit(
    model: nn.Module,
    epochs: Iterable[Sequence[Batch]],
    validation: Sequence[Batch],
    optimizer: Optimizer,
    scheduler: LRScheduler | None = None,
    metric: str = "accuracy",
) -> dict[str, Any]:
    """Train for some epochs, evaluate after each one, and end with the weights of the best.

    An epoch is *sound* when its training loss, its validation loss and its accuracy are all finite. The best epoch is the
    sound one with the highest accuracy, or with `metric="loss"` the one with the lowest validation loss; of equally good
    ones the first. An epoch that is not sound is recorded, and training goes on.

    Args:
        model: as in `train_epoch`.
        epochs: for each epoch its batches; it may be a generator, so it is gone through once.
        validation: batches to evaluate on after each epoch.
        optimizer, scheduler: as in `train_epoch`.
        metric: what decides, one of `METRICS`.

    Returns:
        "history": for each epoch `{"train_loss", "loss", "accuracy"}` (what `train_epoch` and `evaluate` returned), in
        order; and "best_epoch": the best one's index in it, from 0.
        Afterwards every entry of `model.state_dict()`, parameters and buffers, equals bit for bit what it was when the
        best epoch was evaluated, whatever later epochs did, and the model is in evaluation mode.

    Raises:
        ValueError: `metric` is not one of METRICS (nothing was trained then), or no epoch was sound (the state dict is
            then what it was before the first epoch, and the model is in evaluation mode).
    """
    # BEGIN SOLUTION
    if metric not in METRICS:
        raise ValueError(f"metric must be one of {', '.join(METRICS)}, not {metric!r}")
    best_state = copy.deepcopy(model.state_dict())
    best_epoch, best_value = None, -math.inf
    history = []
    for epoch, batches in enumerate(epochs):
        scores = {"train_loss": train_epoch(model, batches, optimizer, scheduler)}
        scores |= evaluate(model, validation)
        history.append(scores)
        value = scores["accuracy"] if metric == "accuracy" else -scores["loss"]
        if all(math.isfinite(score) for score in scores.values()) and value > best_value:
            best_epoch, best_value = epoch, value
            best_state = copy.deepcopy(model.state_dict())
    model.load_state_dict(best_state)
    model.eval()
    if best_epoch is None:
        raise ValueError(f"none of {len(history)} epochs had finite losses and a finite accuracy")
    return {"history": history, "best_epoch": best_epoch}
    # END SOLUTION
