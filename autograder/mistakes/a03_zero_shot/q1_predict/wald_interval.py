"""
en: p ± z·error: an accuracy of 1 gets an interval without any width.
fa: p ± z·error: دقت 1 بازه‌ای بی‌پهنا می‌گیرد.
check: test_intervals_match_wilson
"""

from statistics import NormalDist


def wilson_interval(accuracy, n, confidence=0.95):
    error = standard_error(accuracy, n)
    if not 0 < confidence < 1:
        raise ValueError(f"{confidence} is no level of confidence")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    centre, half = accuracy, z * error
    return max(0.0, centre - half), min(1.0, centre + half)
