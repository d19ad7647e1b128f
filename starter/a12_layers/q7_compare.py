"""Question 7: compare the five treatments over several seeds, with intervals instead of single numbers."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from scipy import stats

TREATMENTS = ("all", "first_9_frozen", "all_but_last_frozen", "first_9_kept", "half_heads_pruned")


def run_all(
    train_and_score: Callable[[str, int], float],
    treatments: Sequence[str],
    seeds: Sequence[int],
) -> dict[str, list[float]]:
    """Train and score each treatment once with each seed.

    Args:
        train_and_score: called as `train_and_score(treatment, seed)`; trains from that seed and returns the
            accuracy.
        treatments: names of treatments, for example `TREATMENTS`.
        seeds: the seeds; every treatment gets the same ones, so that its scores can be paired with another's.

    Returns:
        For each treatment its scores as floats, in the order of `seeds`.
    """
    raise NotImplementedError("q7_compare.run_all")


def summarise(scores: Mapping[str, Sequence[float]], confidence: float = 0.95) -> list[dict[str, Any]]:
    """Sum up the scores of each treatment by their mean and a confidence interval of the mean.

    Args:
        scores: for each treatment its scores, one for each seed; at least two.
        confidence: the level of the interval, between 0 and 1.

    Returns:
        One row a treatment, the best mean first, with the keys "treatment" (its name), "mean", "std" (the
        sample standard deviation, divided by n − 1), "low" and "high" (mean ± t · std / √n, where t is the
        two-sided quantile of Student's t with n − 1 degrees of freedom) and "n" (how many scores).

    Raises:
        ValueError: a treatment has fewer than two scores: one run says nothing about the spread.

    Source:
        Student, "The Probable Error of a Mean" (1908).
    """
    raise NotImplementedError("q7_compare.summarise")


def paired_difference(a: Sequence[float], b: Sequence[float], confidence: float = 0.95) -> dict[str, Any]:
    """Say whether one treatment is better than another, compared seed by seed.

    The scores of one seed share its luck (the order of the batches, the drawn head), so the interval is
    that of the differences a[i] − b[i], not of two independent samples.

    Args:
        a: scores of one treatment.
        b: scores of the other, from the same seeds in the same order.
        confidence: the level of the interval, between 0 and 1.

    Returns:
        "difference" (the mean of a[i] − b[i]), "low" and "high" (its Student-t interval, n − 1 degrees of
        freedom) and "significant" (a bool: 0 lies outside the interval). Where all differences are the
        same, the interval is that one number.

    Raises:
        ValueError: `a` and `b` differ in length, or have fewer than two scores.
    """
    raise NotImplementedError("q7_compare.paired_difference")


def plot_summary(rows: Sequence[Mapping[str, Any]]) -> Figure:
    """Plot the means of the treatments with their intervals.

    Args:
        rows: as `summarise` returns them; they are drawn in this order.

    Returns:
        A figure with one axes: a bar or a point at each mean, an error bar from "low" to "high", each
        treatment's name once (as a tick label or in a legend), and a label on both axes.
    """
    raise NotImplementedError("q7_compare.plot_summary")
