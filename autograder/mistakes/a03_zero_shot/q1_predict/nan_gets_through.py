"""
en: NaN is neither below 0 nor above 1 and gets through.
fa: NaN نه کمتر از 0 است و نه بیشتر از 1 و رد می‌شود.
check: test_impossible_measurements_are_refused
"""

import math


def standard_error(accuracy, n):
    if accuracy < 0 or accuracy > 1 or n < 1:
        raise ValueError(f"{accuracy} on {n} rows is no accuracy")
    return math.sqrt(accuracy * (1 - accuracy) / n)
