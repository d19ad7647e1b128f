"""
en: zip stops at the end of the shorter list: scores of different seeds are compared in silence.
fa: zip در پایان فهرست کوتاه‌تر می‌ایستد: نمره‌های بذرهای متفاوت بی‌صدا مقایسه می‌شوند.
check: test_a_single_score_raises
"""

import numpy as np
from scipy import stats


def paired_difference(a, b, confidence=0.95):
    if min(len(a), len(b)) < 2:
        raise ValueError("one score")
    differences = [first - second for first, second in zip(a, b, strict=False)]
    mean = float(np.mean(differences))
    margin = float(stats.t.ppf((1 + confidence) / 2, df=len(a) - 1) * stats.sem(differences))
    low, high = mean - margin, mean + margin
    return {"difference": mean, "low": low, "high": high, "significant": not low <= 0 <= high}
