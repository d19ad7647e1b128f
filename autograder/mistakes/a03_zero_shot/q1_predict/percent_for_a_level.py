"""
en: Impossible levels are bent into possible ones instead of refused.
fa: سطح‌های ناممکن به جای رد شدن به سطح‌های ممکن تبدیل می‌شوند.
check: test_impossible_measurements_are_refused
"""

import math
from statistics import NormalDist


def wilson_interval(accuracy, n, confidence=0.95):
    error = standard_error(accuracy, n)
    confidence = confidence / 100 if confidence > 1 else min(max(confidence, 1e-9), 1 - 1e-9)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    shrink = 1 + z * z / n
    centre = (accuracy + z * z / (2 * n)) / shrink
    half = z / shrink * math.sqrt(error * error + z * z / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)
