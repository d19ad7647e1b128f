"""
en: The maximum of a row without real frames is left at −inf.
fa: بیشینهٔ سطر بدون قاب واقعی -inf می‌ماند.
check: test_a_row_without_frames_gives_zeros
"""

import math


def max_pool(hidden, mask):
    return hidden.masked_fill(~mask.bool()[:, :, None], -math.inf).amax(1)
