"""Question 6: is one model better than the other, or were its seeds and its test rows just lucky?"""

import math
from collections.abc import Sequence

import torch
from jaxtyping import Bool
from scipy import stats
from torch import Tensor, nn


def interval(scores: Sequence[float], confidence: float = 0.95) -> dict[str, float]:
    """Sum up one model's scores over seeds.

    Args:
        scores: one a seed, at least two.
        confidence: the level of the interval, between 0 and 1.

    Returns:
        "mean"; "std", the sample standard deviation (divided by n − 1); "low" and "high", the ends of Student's t
        interval of the mean, mean ± t · std / √n, with n − 1 degrees of freedom and half of what `confidence`
        leaves on each side.

    Raises:
        ValueError: there are fewer than two scores.
    """
    raise NotImplementedError("q6_compare.interval")


def paired_bootstrap(
    correct_a: Bool[Tensor, "seeds examples"],
    correct_b: Bool[Tensor, "seeds examples"],
    generator: torch.Generator,
    draws: int = 1000,
    confidence: float = 0.95,
) -> dict[str, float]:
    """Estimate how much the difference of two models' accuracies owes to the test examples that were at hand.

    Both models answered the same examples, each with some seeds. The share of its seeds with which a model is right is its
    score on an example, the mean over the examples its accuracy. One draw takes as many examples as there are, with
    replacement, **the same for both models**, and computes accuracy of a − accuracy of b on them.

    Args:
        correct_a: (S, N), True where model a's run with one seed is right about one example.
        correct_b: (S', N), the same for b, with the same examples in the same order; S' may differ from S.
        generator: draws the examples; the same seed gives the same result.
        draws: how many draws.
        confidence: the level of the interval, between 0 and 1.

    Returns:
        "difference": accuracy of a − accuracy of b on the examples themselves; "low" and "high": the percentile
        interval, that is the quantiles (1 − confidence) / 2 and (1 + confidence) / 2 of the draws (linear interpolation, as
        in `torch.quantile`); "p": twice the smaller of the shares of draws that are ≤ 0 and that are ≥ 0, at most 1.

    Raises:
        ValueError: the two models did not answer the same number of examples, or there are none.

    Source:
        Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13; Berg-Kirkpatrick, Burkett and Klein, "An
        Empirical Investigation of Statistical Significance in NLP" (2012).
    """
    raise NotImplementedError("q6_compare.paired_bootstrap")


def verdict(name_a: str, name_b: str, low: float, high: float) -> str:
    """Say in words what the interval of a difference allows to say.

    Args:
        name_a, name_b: the two models; the difference is a's score minus b's.
        low, high: the interval of the difference, low <= high.

    Returns:
        "<name_a> is better" when the whole interval lies above 0, "<name_b> is better" when it lies below 0, and else, an end
        at 0 included, "not significantly different".

    Raises:
        ValueError: low is larger than high, or one of them is NaN.
    """
    raise NotImplementedError("q6_compare.verdict")


def embedding_share(model: nn.Module) -> float:
    """Say which share of a model's parameters are in embedding tables.

    Args:
        model: any model; its tables are the modules of type `nn.Embedding` (words, positions, token types), wherever they
            are and whatever they are called.

    Returns:
        The number of elements of the tables' weights divided by that of all parameters of the model. A weight that two
        modules share (the table and the output layer of a masked language model) is one weight and counts once, and a
        frozen one counts like any other. 0.0 for a model without parameters.
    """
    raise NotImplementedError("q6_compare.embedding_share")
