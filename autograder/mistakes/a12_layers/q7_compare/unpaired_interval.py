"""
en: The two spreads are added as for independent samples: the seeds' luck widens the interval.
fa: پراکندگی‌ها مانند دو نمونهٔ مستقل جمع می‌شوند: شانسِ بذرها بازه را پهن می‌کند.
check: test_the_interval_is_paired
"""

import numpy as np
from scipy import stats


def paired_difference(a, b, confidence=0.95):
    if len(a) != len(b) or len(a) < 2:
        raise ValueError("not pairs")
    mean = float(np.mean(a) - np.mean(b))
    margin = float(
        stats.t.ppf((1 + confidence) / 2, df=2 * len(a) - 2) * np.hypot(stats.sem(a), stats.sem(b))
    )
    low, high = mean - margin, mean + margin
    return {"difference": mean, "low": low, "high": high, "significant": not low <= 0 <= high}
