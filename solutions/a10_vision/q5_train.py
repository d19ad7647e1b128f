"""Question 5: fine-tune what is left trainable of a picture classifier, and watch the loss on its way down."""

from collections.abc import Sequence

import torch
from jaxtyping import Float, Int
from matplotlib.figure import Figure
from torch import Tensor
from torch.nn.functional import cross_entropy
from transformers import DeiTForImageClassification

# BEGIN SOLUTION


def _rate(step: int, steps: int, warmup_steps: int) -> float:
    if step < warmup_steps:
        return step / warmup_steps
    return (steps - step) / (steps - warmup_steps)


# END SOLUTION


def train(
    model: DeiTForImageClassification,
    pixel_values: Float[Tensor, "n channels height width"],
    labels: Int[Tensor, " n"],
    *,
    steps: int,
    batch_size: int,
    lr: float,
    weight_decay: float = 0.01,
    warmup_steps: int,
    seed: int,
) -> list[float]:
    """Train the parameters of a classifier that are not frozen, in place.

    One step is: take the next batch, compute the cross-entropy of its logits averaged over the batch, start
    from gradients of zero, clip the norm of all gradients together to 1.0, and let
    `torch.optim.AdamW` (betas and eps as it has them, one `weight_decay` for all) move the weights. The
    optimiser has only the parameters with `requires_grad`; the others keep every bit.

    Batches: an epoch is a permutation of the n examples, cut into pieces of `batch_size`, the last piece with
    what is left over. Each epoch draws a new permutation, all of them from one `torch.Generator` seeded
    with `seed`; the run stops in the middle of an epoch when `steps` steps are done. The global random
    state is neither drawn from nor seeded.

    Learning rate: step s = 0, 1, 2, … uses `lr` times

        s / w              while s < w
        (T − s) / (T − w)  from s = w on

    with w = `warmup_steps` and T = `steps`.

    Args:
        model: a classifier that returns `.logits` (and `.loss`, if it is also given `labels`).
        pixel_values: n pictures, ready for the model and on its device.
        labels: their classes.
        steps: how many optimiser steps to take, at least 1.
        batch_size: pictures in a batch, at least 1.
        lr: the learning rate at its highest.
        weight_decay: the decay of AdamW.
        warmup_steps: steps of the rise; 0 starts at the full rate.
        seed: of the order of the examples.

    Returns:
        The loss of each step, measured before that step moves the weights, as Python floats. The model is in
        training mode during the steps and afterwards in the mode it was found in.

    Raises:
        ValueError: `warmup_steps` is not within 0..steps, or no parameter of the model is trainable.

    Source:
        Loshchilov and Hutter, "Decoupled Weight Decay Regularization" (2019), algorithm 2.
    """
    # BEGIN SOLUTION
    if not 0 <= warmup_steps <= steps:
        raise ValueError(f"a warm-up of {warmup_steps} steps does not fit into {steps} steps")
    trainable = [parameter for parameter in model.parameters() if parameter.requires_grad]
    if not trainable:
        raise ValueError("every parameter of the model is frozen")
    optimizer = torch.optim.AdamW(trainable, lr=lr, weight_decay=weight_decay)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps, warmup_steps))
    generator = torch.Generator().manual_seed(seed)
    was_training = model.training
    model.train()
    losses: list[float] = []
    waiting: list[Tensor] = []
    try:
        for _ in range(steps):
            if not waiting:
                waiting = list(torch.randperm(len(labels), generator=generator).split(batch_size))
            chosen = waiting.pop(0).to(labels.device)
            optimizer.zero_grad()
            loss = cross_entropy(model(pixel_values=pixel_values[chosen]).logits, labels[chosen])
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trainable, 1.0)
            optimizer.step()
            if len(losses) + 1 < steps:  # beyond the last step the schedule has no rate
                scheduler.step()
            losses.append(loss.item())
    finally:
        model.train(was_training)
    return losses
    # END SOLUTION


def predict(
    model: DeiTForImageClassification,
    pixel_values: Float[Tensor, "n channels height width"],
    batch_size: int = 100,
) -> Float[Tensor, "n classes"]:
    """Compute the logits of every picture, with dropout off and no gradients recorded.

    Args:
        model: a classifier that returns `.logits`; it may be in training or in evaluation mode.
        pixel_values: n pictures, ready for the model and on its device, n at least 1.
        batch_size: the most pictures that the model gets at once.

    Returns:
        The logits in the order of the pictures. The model is left in the mode it was found in.
    """
    # BEGIN SOLUTION
    was_training = model.training
    model.eval()
    try:
        with torch.inference_mode():
            parts = [model(pixel_values=part).logits for part in pixel_values.split(batch_size)]
    finally:
        model.train(was_training)
    return torch.cat(parts)
    # END SOLUTION


def evaluate(logits: Float[Tensor, "n classes"], labels: Int[Tensor, " n"]) -> dict[str, float]:
    """Score predictions.

    Args:
        logits: one row a picture; the predicted class is the one with the largest logit.
        labels: the true classes.

    Returns:
        `{"loss": ..., "accuracy": ...}`, Python floats: the cross-entropy (natural logarithm) averaged over
        the pictures, and the share of pictures whose predicted class is the true one.

    Example:
        >>> evaluate(torch.zeros(2, 10), torch.tensor([0, 1]))["accuracy"]      # ties go to class 0
        0.5
    """
    # BEGIN SOLUTION
    return {
        "loss": cross_entropy(logits, labels).item(),
        "accuracy": (logits.argmax(dim=-1) == labels).double().mean().item(),
    }
    # END SOLUTION


def smooth(losses: Sequence[float], window: int) -> list[float]:
    """Compute the running mean of a list of losses.

    Args:
        losses: the loss of each step.
        window: how many losses a mean is taken over, at least 1.

    Returns:
        As many numbers as there are losses: number i is the mean of losses i − window + 1 to i, or, near
        the start, of those that there are by then (so number 0 is loss 0). No loss to come is used.

    Raises:
        ValueError: `window` is smaller than 1.

    Example:
        >>> smooth([4.0, 2.0, 0.0, 0.0], window=2)
        [4.0, 3.0, 1.0, 0.0]
    """
    # BEGIN SOLUTION
    if window < 1:
        raise ValueError(f"a mean over {window} losses has no meaning")
    recent = [losses[max(0, end - window) : end] for end in range(1, len(losses) + 1)]
    return [sum(values) / len(values) for values in recent]
    # END SOLUTION


def plot_losses(
    losses: Sequence[float],
    validation: Sequence[tuple[int, float]] | None = None,
    window: int = 10,
) -> Figure:
    """Plot the loss of a training run against the step.

    Args:
        losses: the loss of each step, as `train` returns them.
        validation: (step, loss) pairs measured on other pictures along the way, if there are any; step 1 is
            the first.
        window: the window of the smoothed line.

    Returns:
        A figure with one axes. It has a line with the losses as they are and one with `smooth(losses,
        window)`, both at the steps 1, 2, 3, …, and, if `validation` is given, a third line through its
        points. Both axes have labels, and a legend names every line.
    """
    # BEGIN SOLUTION
    figure = Figure(figsize=(7, 4), layout="constrained")
    axes = figure.subplots()
    steps = range(1, len(losses) + 1)
    axes.plot(steps, losses, color="tab:blue", alpha=0.3, label="each step")
    axes.plot(steps, smooth(losses, window), color="tab:blue", label=f"mean of {window} steps")
    if validation is not None:
        axes.plot(
            [step for step, _ in validation],
            [loss for _, loss in validation],
            color="tab:orange",
            marker="o",
            label="validation",
        )
    axes.set_xlabel("step")
    axes.set_ylabel("cross-entropy")
    axes.legend()
    return figure
    # END SOLUTION
