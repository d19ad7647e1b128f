"""
en: The one-sided quantile (1.64) is taken for the two-sided one (1.96).
fa: چندک یک‌طرفه (1.64) به جای دوطرفه (1.96) گرفته می‌شود.
check: test_intervals_match_wilson
"""

import math
from statistics import NormalDist


def wilson_interval(accuracy, n, confidence=0.95):
    error = standard_error(accuracy, n)
    if not 0 < confidence < 1:
        raise ValueError(f"{confidence} is no level of confidence")
    z = NormalDist().inv_cdf(confidence)
    shrink = 1 + z * z / n
    centre = (accuracy + z * z / (2 * n)) / shrink
    half = z / shrink * math.sqrt(error * error + z * z / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)
