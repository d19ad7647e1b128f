"""
en: The quantile is one-sided: the interval covers 90 % instead of 95 %.
fa: چندک یک‌طرفه است: بازه به جای 95 درصد، 90 درصد را می‌پوشاند.
check: test_summary_matches_student_t
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
        margin = float(stats.t.ppf(confidence, df=n - 1)) * std / math.sqrt(n)
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
    return sorted(rows, key=lambda row: -row["mean"])
