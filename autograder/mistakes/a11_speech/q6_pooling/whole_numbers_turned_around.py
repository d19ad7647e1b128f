"""
en: ~ is applied to the mask as it comes: ~1 is −2 and ~0 is −1, and only of bools does it make the opposite.
fa: عملگر ~ روی ماسک، همان‌طور که آمده، به کار می‌رود: ~1 برابر -2 است و ~0 برابر -1؛ فقط bool را وارونه می‌کند.
check: test_the_largest_of_real_frames
"""

import math


def max_pool(hidden, mask):
    filled = hidden.masked_fill(~mask.unsqueeze(-1), -math.inf)
    return filled.amax(1).masked_fill(~mask.any(1, keepdim=True), 0.0)
