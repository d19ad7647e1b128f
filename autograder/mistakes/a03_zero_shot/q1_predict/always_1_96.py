"""
en: z is 1.96 whatever the level is.
fa: z همیشه 1.96 است، سطح اطمینان هرچه باشد.
check: test_intervals_match_wilson
"""

import math


def wilson_interval(accuracy, n, confidence=0.95):
    error = standard_error(accuracy, n)
    if not 0 < confidence < 1:
        raise ValueError(f"{confidence} is no level of confidence")
    z = 1.959963984540054
    shrink = 1 + z * z / n
    centre = (accuracy + z * z / (2 * n)) / shrink
    half = z / shrink * math.sqrt(error * error + z * z / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)
