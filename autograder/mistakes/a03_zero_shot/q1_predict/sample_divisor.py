"""
en: Divides by n − 1, as if the variance came from a sample.
fa: بر n − 1 تقسیم می‌کند، انگار واریانس از نمونه آمده است.
check: test_intervals_match_wilson
"""

import math


def standard_error(accuracy, n):
    if not 0 <= accuracy <= 1 or n < 1:
        raise ValueError(f"{accuracy} on {n} rows is no accuracy")
    return math.sqrt(accuracy * (1 - accuracy) / max(1, n - 1))
