"""
en: hidden.max(1) gives a pair, values and indices, and the pair is returned.
fa: hidden.max(1) یک جفت می‌دهد، مقدارها و اندیس‌ها، و همین جفت برگردانده می‌شود.
check: test_the_largest_of_real_frames
"""

import math


def max_pool(hidden, mask):
    return hidden.masked_fill(~mask.bool()[:, :, None], -math.inf).max(1)
