"""
en: A single score gets an interval without width, as if it were certain.
fa: به یک نمرهٔ تنها بازه‌ای بی‌پهنا داده می‌شود، انگار که قطعی باشد.
check: test_a_single_score_raises
"""

import math

import numpy as np
from scipy import stats


def summarise(scores, confidence=0.95):
    rows = []
    for treatment, values in scores.items():
        n = len(values)
        mean, std = float(np.mean(values)), float(np.std(values, ddof=1)) if n > 1 else 0.0
        margin = float(stats.t.ppf((1 + confidence) / 2, df=max(1, n - 1))) * std / math.sqrt(n)
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
