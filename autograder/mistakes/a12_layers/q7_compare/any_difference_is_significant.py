"""
en: Any difference that is not 0 is called significant.
fa: هر تفاوتِ ناصفر معنادار خوانده می‌شود.
check: test_the_verdict_follows_the_interval
"""

import numpy as np
from scipy import stats


def paired_difference(a, b, confidence=0.95):
    if len(a) != len(b) or len(a) < 2:
        raise ValueError("not pairs")
    differences = np.subtract(a, b)
    mean = float(np.mean(differences))
    margin = float(stats.t.ppf((1 + confidence) / 2, df=len(a) - 1) * stats.sem(differences))
    low, high = mean - margin, mean + margin
    return {"difference": mean, "low": low, "high": high, "significant": mean != 0}
