"""Question 3: from logits to probabilities, a confusion matrix, a report, and the area under the ROC curve."""

from collections.abc import Sequence
from typing import Any

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor


def softmax(logits: Float[Tensor, "..."], dim: int = -1) -> Float[Tensor, "..."]:
    """Turn logits into probabilities that sum to 1 along one dimension.

    Written out: exp(x) / Σ exp(x), without `torch.softmax`, `torch.logsumexp` and the like. The result must be finite
    and right for logits of ±10,000 too, in float16 as in float64: adding one number to all logits of a row changes
    nothing, so subtract one that makes every exponential at most 1.

    Args:
        logits: any shape. Single entries may be −∞ ("impossible"), but not a whole row.
        dim: the dimension of the classes; it may be negative.

    Returns:
        Shape and dtype of `logits`; an entry of −∞ gets exactly 0. The argument is not changed.
    """
    raise NotImplementedError("q3_metrics.softmax")


def confusion(
    labels: Int[Tensor, " n"], predictions: Int[Tensor, " n"], classes: int, shares_of: str | None = None
) -> Float[Tensor, "classes classes"]:
    """Count which class was taken for which, or say in which shares.

    Args:
        labels: the true classes, 0 to classes − 1.
        predictions: what the model said, 0 to classes − 1.
        classes: their number. Classes that occur nowhere have their row and column all the same.
        shares_of: None for counts; "labels" divides each row by its sum (what became of the rows of this class?);
            "predictions" divides each column by its sum (what is behind this answer?).

    Returns:
        A float64 tensor, the true class down, the predicted one across: entry [i, j] is about rows of class i for
        which class j was said. A row or column that would be divided by 0 is 0 throughout.

    Raises:
        ValueError: `shares_of` is something else.
    """
    raise NotImplementedError("q3_metrics.confusion")


def report(counts: Float[Tensor, "classes classes"], names: Sequence[str]) -> dict[str, Any]:
    """Read off a confusion matrix how good the answers are, class by class and together.

    Precision: of what was called so, how much is so. Recall: of what is so, how much was called so. F1: their
    harmonic mean, 2·TP / (2·TP + FP + FN). "support" is the number of rows that the class has.

    Args:
        counts: of `confusion` (true classes down), with at least one row counted.
        names: of the classes, in order.

    Returns:
        - one entry for each name: `{"precision", "recall", "f1", "support"}`, the last one an int;
        - "accuracy": a float;
        - "macro": `{"precision", "recall", "f1"}`, plain means over all classes. Macro F1 is the mean of the classes'
          F1 (not the F1 of the mean precision and recall);
        - "weighted": the same three, means weighted by support;
        - "undefined": a list of strings, "precision of NAME" for each class that was never predicted and "recall of
          NAME" for each that never occurs, in the order of the names, precision before recall. Such a value is 0.0 in
          the report, and the means count it as 0.0; F1 too is 0.0 where TP is 0.

    Source:
        The layout is that of `sklearn.metrics.classification_report(..., output_dict=True, zero_division=0)`.
    """
    raise NotImplementedError("q3_metrics.report")


def auc(scores: Float[Tensor, " n"], positive: Bool[Tensor, " n"]) -> float | None:
    """Area under the ROC curve of one score: how often a positive row is ranked above a negative one.

    It is the share of all pairs (one positive row, one negative row) in which the positive one has the higher score;
    a tie counts one half. It depends on the order of the scores alone.

    Args:
        scores: the higher, the more the model believes in "positive"; ties are common, for example from rounded
            probabilities.
        positive: which rows are.

    Returns:
        A float between 0 and 1; None where there is no positive or no negative row, since then there is no pair.

    Source:
        Fawcett, "An introduction to ROC analysis" (2006); the equality with the rank statistic of Mann and Whitney
        (1947).
    """
    raise NotImplementedError("q3_metrics.auc")


def auc_one_vs_rest(probabilities: Float[Tensor, "n classes"], labels: Int[Tensor, " n"]) -> dict[str, Any]:
    """AUC of each class against all others together.

    Args:
        probabilities: of each row and class.
        labels: the true classes.

    Returns:
        "classes": a list, for each class the `auc` of its column with "is of this class" as positive (None where that
        is undefined: the class is absent, or the only one there). "macro": the plain mean over the classes where it
        is defined. "weighted": the same, weighted by the classes' numbers of rows. Both are None where no class has a
        value.
    """
    raise NotImplementedError("q3_metrics.auc_one_vs_rest")


def auc_one_vs_one(probabilities: Float[Tensor, "n classes"], labels: Int[Tensor, " n"]) -> dict[str, Any]:
    """AUC of every two classes, on the rows of these two alone.

    For classes i < j let A(i|j) be the `auc` of column i with "is of class i" as positive, on the rows of class i and
    j only, and A(j|i) that of column j with "is of class j" as positive, on the same rows. The pair's value is
    (A(i|j) + A(j|i)) / 2.

    Args:
        probabilities: of each row and class.
        labels: the true classes.

    Returns:
        "pairs": the value of every pair under the key "i/j", i < j ("0/1", "0/2", …), None where one of the two is
        absent. "macro": the plain mean over the pairs that have a value, None where none has one.

    Source:
        Hand and Till, "A simple generalisation of the area under the ROC curve for multiple class classification
        problems" (2001).
    """
    raise NotImplementedError("q3_metrics.auc_one_vs_one")
