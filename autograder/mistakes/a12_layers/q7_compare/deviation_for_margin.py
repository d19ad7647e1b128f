"""
en: The margin forgets √n: it is the spread of the runs, not that of their mean.
fa: در حاشیه √n فراموش شده است: این پراکندگیِ اجراهاست، نه پراکندگیِ میانگینشان.
check: test_summary_matches_student_t
"""

import numpy as np
from scipy import stats


def summarise(scores, confidence=0.95):
    rows = []
    for treatment, values in scores.items():
        n = len(values)
        if n < 2:
            raise ValueError("one score")
        mean, std = float(np.mean(values)), float(np.std(values, ddof=1))
        margin = float(stats.t.ppf((1 + confidence) / 2, df=n - 1)) * std
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
