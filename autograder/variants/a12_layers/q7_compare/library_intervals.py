"""scipy's own intervals and paired test, runs seed by seed, and points on a horizontal scale."""

import statistics

import matplotlib.pyplot as plt
import numpy as np
from scipy import stats


def run_all(train_and_score, treatments, seeds):
    scores = {treatment: [] for treatment in treatments}
    for seed in seeds:
        for treatment in treatments:
            scores[treatment].append(train_and_score(treatment, seed))
    return scores


def summarise(scores, confidence=0.95):
    rows = []
    for treatment, values in scores.items():
        if len(values) < 2:
            raise ValueError(f"{treatment} has a single score")
        mean = statistics.mean(values)
        low, high = stats.t.interval(confidence, len(values) - 1, loc=mean, scale=stats.sem(values))
        rows.append(
            {
                "treatment": treatment,
                "mean": mean,
                "std": statistics.stdev(values),
                "low": low,
                "high": high,
                "n": len(values),
            }
        )
    rows.sort(key=lambda row: row["mean"])
    return rows[::-1]


def paired_difference(a, b, confidence=0.95):
    if len(a) != len(b) or len(a) < 2:
        raise ValueError("pairs are needed, two of them at least")
    differences = np.asarray(a) - np.asarray(b)
    if np.ptp(differences) == 0:
        low = high = differences[0]
    else:
        low, high = stats.ttest_rel(a, b).confidence_interval(confidence)
    return {
        "difference": differences.mean(),
        "low": low,
        "high": high,
        "significant": bool(low > 0 or high < 0),
    }


def plot_summary(rows):
    figure, axes = plt.subplots()
    for place, row in enumerate(rows):
        reach = [[row["mean"] - row["low"]], [row["high"] - row["mean"]]]
        axes.errorbar(row["mean"], place, xerr=reach, fmt="o", capsize=3)
    axes.set_yticks(range(len(rows)), [row["treatment"] for row in rows])
    axes.invert_yaxis()
    axes.set(xlabel="accuracy (95 % interval)", ylabel="treatment")
    return figure
