"""
en: Whatever is infinite after the maximum is set to 0, an infinity of the recording too: the mask is not asked.
fa: هر چه پس از بیشینه بی‌نهایت است 0 می‌شود، حتی بی‌نهایت خود ضبط: از ماسک پرسیده نمی‌شود.
check: test_the_largest_of_real_frames
"""

import math


def max_pool(hidden, mask):
    largest = hidden.masked_fill(~mask.bool()[:, :, None], -math.inf).amax(1)
    return largest.masked_fill(largest.isinf(), 0.0)
