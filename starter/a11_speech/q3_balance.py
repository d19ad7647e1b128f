"""Question 3: classes of unequal size: weights in the loss, or copies of rows in the training split and nowhere else."""

import random
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence

import torch
from jaxtyping import Float, Int
from torch import Tensor

# (labels (n,), seed) to indices of train, validation and test
Split = Callable[[list, int], tuple[list[int], list[int], list[int]]]
# (train_x (m, d), train_y (m,), test_x (k, d)) to predicted labels (k,)
FitPredict = Callable[[Tensor, Tensor, Tensor], Tensor]


def class_weights(labels: Int[Tensor, " n"], classes: int) -> Float[Tensor, " classes"]:
    """Weigh classes so that each counts as much as any other, and an example counts 1 on average.

    The weight of a class with m of the n examples is n / (k · m), where k is the number of classes that occur
    among the labels. So the mean of the weights over the examples is exactly 1, however unequal the classes are,
    and the loss stays on its usual scale.

    Args:
        labels: the class of each example, 0 … classes − 1.
        classes: how many classes there are, occurring or not.

    Returns:
        One weight for each class, float32; 0 for a class that does not occur.

    Raises:
        ValueError: there are no labels, or one is not within 0 … classes − 1.

    Source:
        King and Zeng, "Logistic Regression in Rare Events Data" (2001), on weighting; scikit-learn's
        `compute_class_weight("balanced")` is this for classes that all occur.
    """
    raise NotImplementedError("q3_balance.class_weights")


def oversample(indices: Sequence[int], labels: Sequence[Hashable], seed: int) -> list[int]:
    """Repeat examples of the smaller classes until all classes are as large as the largest.

    Args:
        indices: of the examples to balance, into `labels`: the training split, say. None twice.
        labels: the class of every example of the data set, also of those that are not in `indices`.
        seed: of the choice and of the order.

    Returns:
        Indices in random order, classes and copies mixed. Each class that occurs among `indices` comes as often
        as the largest of them does; which one is the largest is a matter of `indices` alone. Every one of
        `indices` is there at least once, no other is, and how often two examples of a class are there differs by
        one at most; which ones come once more is drawn at random.
    """
    raise NotImplementedError("q3_balance.oversample")


def prepare_splits(labels: Sequence[Hashable], seed: int, split: Split) -> dict[str, list[int]]:
    """Split first, oversample the training split after.

    Oversampling before the split would put copies of one recording into both train and test. And what is
    validated and tested on stays as it is: its class shares are those that the model will meet.

    Args:
        labels: the class of every example of the data set.
        seed: handed to `split` and to `oversample`.
        split: `split(labels, seed)` gives indices of train, validation and test; `stratified_split` of question 2
            is one. It is called once.

    Returns:
        `{"train": oversampled indices, "validation": ..., "test": ...}`, the last two as `split` gave them.
    """
    raise NotImplementedError("q3_balance.prepare_splits")


def leak_of_oversampling(
    features: Float[Tensor, "n d"],
    labels: Int[Tensor, " n"],
    seed: int,
    split: Split,
    fit_predict: FitPredict,
) -> dict[str, float]:
    """Measure how much too well a classifier looks when rows are oversampled before they are split.

    The same classifier is trained and scored twice; validation is left aside both times.

    - before: all rows are oversampled, then the longer list is split, so that copies of a training row are in
      the test split;
    - after: rows are split as they are, then the training rows alone are oversampled.

    The two test splits have classes in different shares, for which accuracy would be no fair comparison. The
    score is therefore the macro recall: for each class in the test split the share of its rows that were
    predicted right, and of these shares the mean.

    Args:
        features: one row for each example.
        labels: its class.
        seed: of oversampling and splitting.
        split: as in `prepare_splits`; called with a list of labels. It is called twice: with the labels of the
            oversampled rows, and with the labels as they are.
        fit_predict: learns from `(train_x, train_y)` and predicts a label for each row of `test_x`. It is called
            exactly twice.

    Returns:
        `{"before": score, "after": score, "difference": before - after}`, floats.

    Source:
        Santos et al., "Cross-Validation for Imbalanced Datasets: Avoiding Overoptimistic and Overfitting
        Approaches" (2018).
    """
    raise NotImplementedError("q3_balance.leak_of_oversampling")


def weighted_loss(
    logits: Float[Tensor, "n classes"], labels: Int[Tensor, " n"], weights: Float[Tensor, " classes"]
) -> Float[Tensor, ""]:
    """The weighted mean of the cross-entropy, as `torch.nn.functional.cross_entropy(..., weight=...)` takes it.

    With w_i the weight of the class of example i: Σ w_i · (−log p_i) / Σ w_i, so that the divisor is the sum of
    the weights of the labels, not the number of examples. Where that sum is 0 there is nothing to learn from: the
    loss is 0 (torch gives NaN) and so is its gradient.

    Args:
        logits: any floating dtype, of any size: a logit of 1e4 is no reason for NaN or infinity.
        labels: the class of each example.
        weights: of the classes, at least 0.

    Returns:
        A scalar with a gradient, in float64 for float64 logits and in float32 for all others: half-precision
        logits are widened before anything is computed from them, because the sum of a few hundred weights is
        already more than float16 can hold.
    """
    raise NotImplementedError("q3_balance.weighted_loss")
