"""
en: The normal quantile (1.96) is used, which is too small for a handful of runs.
fa: چندک توزیع نرمال (1.96) به کار رفته که برای چند اجرا زیادی کوچک است.
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
        margin = float(stats.norm.ppf((1 + confidence) / 2)) * std / math.sqrt(n)
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
