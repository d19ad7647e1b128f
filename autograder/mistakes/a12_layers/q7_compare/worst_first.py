"""
en: The rows are sorted in rising order: the worst treatment comes first.
fa: سطرها صعودی مرتب می‌شوند و بدترین روش اول می‌آید.
check: test_the_best_comes_first
"""

import math

import numpy as np
from scipy import stats


def summarise(scores, confidence=0.95):
    rows = []
    for treatment, values in scores.items():
        n = len(values)
        if n < 2:
            raise ValueError("one score")
        mean, std = float(np.mean(values)), float(np.std(values, ddof=1))
        margin = float(stats.t.ppf((1 + confidence) / 2, df=n - 1)) * std / math.sqrt(n)
        rows.append(
            {
                "treatment": treatment,
                "mean": mean,
                "std": std,
                "low": mean - margin,
                "high": mean + margin,
                "n": n,
            }
        )
    return sorted(rows, key=lambda row: row["mean"])
