"""Question 8: train a classifier of speech, and report what it does class by class, against a baseline."""

from collections.abc import Sequence
from typing import Any

import torch
from jaxtyping import Float, Int
from matplotlib.figure import Figure
from torch import Tensor, nn


def train(
    model: nn.Module,
    waveforms: Float[Tensor, "n longest"],
    lengths: Sequence[int],
    labels: Int[Tensor, " n"],
    *,
    steps: int,
    batch_size: int = 16,
    lr: float = 1e-3,
    weight_decay: float = 0.01,
    warmup: int = 10,
    max_norm: float = 1.0,
    seed: int = 0,
) -> list[float]:
    """Train a classifier of waveforms for a number of optimiser steps.

    Order: the clips are shuffled and cut into batches of `batch_size`, of which the last has what is left over;
    then they are shuffled anew, and so on until `steps` batches have been used. So each clip comes once in an
    epoch. The order depends on `seed` alone: the global random state does not move it (dropout uses that one).

    Batch: `model(input_values=…, attention_mask=…, labels=…)`, by keyword. The waveforms (b, t) are cut to the
    longest of these b clips, which takes away nothing but padding; the mask (b, t), int64, is 1 on the first
    `lengths[i]` samples of row i and 0 after them (a silent sample is a sample: look at the lengths, not at zeros).

    Step: the loss that the model returns (it may weigh the classes), gradients that start from zero, the norm of
    all gradients together clipped to `max_norm`, then AdamW. AdamW gets the parameters that require gradients when
    `train` is called and no others, all with `weight_decay`. Flags are not touched: what is frozen stays frozen.

    Rate: with w = `warmup` and T = `steps`, step s = 0, 1, … has the rate `lr` · s / w while s < w, and
    `lr` · (T − s) / (T − w) from then on.

    Args:
        model: returns `.loss` and `.logits`; it is put into training mode, whatever mode it came in.
        waveforms: clips padded on the right.
        lengths: how many samples each clip has.
        labels: their class ids.
        steps: optimiser steps in all, which may be less or more than one epoch.
        batch_size: clips in a batch.
        lr: the highest learning rate.
        weight_decay: of AdamW (decoupled).
        warmup: steps of the rise; 0 starts at the full rate.
        max_norm: the largest norm of all gradients together.
        seed: of the order.

    Returns:
        The loss of each step, measured before that step moves the weights, as Python floats.

    Source:
        Loshchilov and Hutter, "Decoupled Weight Decay Regularization" (2019).
    """
    raise NotImplementedError("q8_train.train")


def predict(
    model: nn.Module, waveforms: Float[Tensor, "n longest"], lengths: Sequence[int], batch_size: int = 32
) -> Float[Tensor, "n classes"]:
    """Compute the logits of every clip, with dropout off and no gradients recorded.

    Args:
        model: as in `train`, called without labels; it may be in training or in evaluation mode, and is left in the
            mode it was found in.
        waveforms: clips padded on the right.
        lengths: how many samples each clip has.
        batch_size: the most clips in a batch. No batch is longer than its longest clip.

    Returns:
        Row i is about clip i, whatever clips it shared a batch with.
    """
    raise NotImplementedError("q8_train.predict")


def confusion_matrix(
    labels: Int[Tensor, " n"], predictions: Int[Tensor, " n"], classes: int
) -> Int[Tensor, "classes classes"]:
    """Count which class was taken for which.

    Args:
        labels: the true class of each clip, 0 to classes − 1.
        predictions: what was said about it, 0 to classes − 1.
        classes: how many there are; some may occur neither among the labels nor among the predictions.

    Returns:
        int64 counts: entry [i, j] says how many clips of the true class i were called j. Its size depends on
        `classes` alone.

    Example:
        >>> confusion_matrix(torch.tensor([0, 0, 2]), torch.tensor([0, 2, 2]), 3).tolist()
        [[1, 0, 1], [0, 0, 0], [0, 0, 1]]
    """
    raise NotImplementedError("q8_train.confusion_matrix")


def report(labels: Int[Tensor, " n"], predictions: Int[Tensor, " n"], names: Sequence[str]) -> dict[str, Any]:
    """Score predictions class by class and together.

    With TP the clips of a class that were called so: precision = TP / (how often the class was said), recall = TP /
    (how many clips the class has), F1 = 2 · precision · recall / (precision + recall). Any of them whose denominator
    is 0 is 0.

    Args:
        labels: the true class ids.
        predictions: the predicted ones.
        names: the name of each class; there are as many classes as names.

    Returns:
        `{"classes": {name: {"precision", "recall", "f1", "support"}}, "accuracy", "macro_f1"}`: floats between 0
        and 1, except "support", the int number of clips of the class. Every name has its entry, in the order given.
        Macro F1 is the plain mean over all names, also those without a clip: a rare class counts as much as a
        frequent one.
    """
    raise NotImplementedError("q8_train.report")


def majority_baseline(
    train_labels: Int[Tensor, " n"], test_labels: Int[Tensor, " m"], classes: int
) -> dict[str, float]:
    """Score the baseline that every classifier has to beat: always say the commonest class.

    Args:
        train_labels: class ids of the training clips. The commonest of them is what is said (of two that are equally
            common the one with the lower id): what is commonest in the test set nobody knows beforehand.
        test_labels: class ids of the test clips.
        classes: how many classes there are.

    Returns:
        `{"accuracy": ..., "macro_f1": ...}` on the test clips, floats, as in `report` with this many names.
    """
    raise NotImplementedError("q8_train.majority_baseline")


def plot_confusion(matrix: Int[Tensor, "classes classes"], names: Sequence[str]) -> Figure:
    """Draw a confusion matrix: shares as colours, counts as numbers.

    Args:
        matrix: counts as `confusion_matrix` returns them.
        names: the name of each class.

    Returns:
        A figure whose first axes hold one image (`imshow`) with row i for the true class i and column j for the
        predicted class j. Its values are the shares of the row's own clips, from 0 to 1 (also the ends of the colour
        scale), so that a rare class is as visible as a frequent one; a class without clips has 0 in its row, not NaN.
        Every cell has its count as a text in its middle. The names are tick labels on both axes, at 0, 1, …; the x
        label contains the word "predicted", the y label the word "true". (A second axes for a colour bar is
        welcome. Use `matplotlib.figure.Figure`, which needs no screen.)
    """
    raise NotImplementedError("q8_train.plot_confusion")


def plot_by_gender(
    labels: Int[Tensor, " n"], predictions: Int[Tensor, " n"], genders: Sequence[str], names: Sequence[str]
) -> Figure:
    """Draw whether the classifier hears women and men equally well.

    Args:
        labels: the true class ids.
        predictions: the predicted ones.
        genders: who speaks in each clip, for example "female" or "male".
        names: the name of each class.

    Returns:
        A figure with one axes of upright bars. Class i has its tick label `names[i]` at x = i, and around it, within
        half a unit and side by side, one bar for each gender that occurs: its recall, the share of this gender's
        clips of the class that were recognised. Where a gender has no clip of a class there is no bar (or one of
        height NaN): a bar of 0 would say that all were missed. All bars of a gender have one colour, and the legend
        says which. Both axes are labelled.
    """
    raise NotImplementedError("q8_train.plot_by_gender")
