"""
en: The standard deviation of one row is returned: the number of rows is forgotten.
fa: انحراف معیارِ یک ردیف برمی‌گردد و شمار ردیف‌ها فراموش شده است.
check: test_intervals_match_wilson
"""

import math


def standard_error(accuracy, n):
    if not 0 <= accuracy <= 1 or n < 1:
        raise ValueError(f"{accuracy} on {n} rows is no accuracy")
    return math.sqrt(accuracy * (1 - accuracy))
