"""
en: The standard deviation divides by n instead of n − 1 and is too small for a sample.
fa: انحراف معیار به جای n − 1 بر n تقسیم شده و برای نمونه زیادی کوچک است.
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
        mean, std = float(np.mean(values)), float(np.std(values, ddof=0))
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
    return sorted(rows, key=lambda row: -row["mean"])
