"""
en: The difference is taken the wrong way round.
fa: تفاوت برعکس گرفته شده است.
check: test_the_interval_is_paired
"""

import numpy as np
from scipy import stats


def paired_difference(a, b, confidence=0.95):
    if len(a) != len(b) or len(a) < 2:
        raise ValueError("not pairs")
    differences = np.subtract(b, a)
    mean = float(np.mean(differences))
    margin = float(stats.t.ppf((1 + confidence) / 2, df=len(a) - 1) * stats.sem(differences))
    low, high = mean - margin, mean + margin
    return {"difference": mean, "low": low, "high": high, "significant": not low <= 0 <= high}
