"""Question 7: compare the five treatments over several seeds, with intervals instead of single numbers."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from scipy import stats

TREATMENTS = ("all", "first_9_frozen", "all_but_last_frozen", "first_9_kept", "half_heads_pruned")


# BEGIN SOLUTION
def _mean_and_margin(values: Sequence[float], confidence: float) -> tuple[float, float, float]:
    """Mean, sample standard deviation and half the width of the t interval."""
    count = len(values)
    if count < 2:
        raise ValueError(f"an interval needs at least two scores, got {count}")
    std = float(np.std(values, ddof=1))
    quantile = float(stats.t.ppf((1 + confidence) / 2, df=count - 1))
    return float(np.mean(values)), std, quantile * std / math.sqrt(count)


# END SOLUTION


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
    # BEGIN SOLUTION
    return {
        treatment: [float(train_and_score(treatment, seed)) for seed in seeds] for treatment in treatments
    }
    # END SOLUTION


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
    # BEGIN SOLUTION
    rows = []
    for treatment, values in scores.items():
        mean, std, margin = _mean_and_margin(values, confidence)
        rows.append(
            {
                "treatment": treatment,
                "mean": mean,
                "std": std,
                "low": mean - margin,
                "high": mean + margin,
                "n": len(values),
            }
        )
    return sorted(rows, key=lambda row: row["mean"], reverse=True)
    # END SOLUTION


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
    # BEGIN SOLUTION
    if len(a) != len(b):
        raise ValueError(f"scores of different seeds cannot be paired: {len(a)} against {len(b)}")
    differences = [first - second for first, second in zip(a, b, strict=True)]
    mean, _, margin = _mean_and_margin(differences, confidence)
    low, high = mean - margin, mean + margin
    return {"difference": mean, "low": low, "high": high, "significant": not low <= 0 <= high}
    # END SOLUTION


def plot_summary(rows: Sequence[Mapping[str, Any]]) -> Figure:
    """Plot the means of the treatments with their intervals.

    Args:
        rows: as `summarise` returns them; they are drawn in this order.

    Returns:
        A figure with one axes: a bar or a point at each mean, an error bar from "low" to "high", each
        treatment's name once (as a tick label or in a legend), and a label on both axes.
    """
    # BEGIN SOLUTION
    figure = Figure(figsize=(7, 4), layout="constrained")
    axes = figure.subplots()
    means = [row["mean"] for row in rows]
    below = [row["mean"] - row["low"] for row in rows]
    above = [row["high"] - row["mean"] for row in rows]
    positions = range(len(rows))
    axes.bar(positions, means, yerr=[below, above], capsize=4)
    axes.set_xticks(positions, [row["treatment"] for row in rows], rotation=20, ha="right")
    axes.set_xlabel("treatment")
    axes.set_ylabel("accuracy")
    return figure
    # END SOLUTION
