"""
en: The kernels are added up, without regard to the strides below them.
fa: هسته‌ها جمع زده می‌شوند، بی‌توجه به گام‌های زیرشان.
check: test_the_receptive_field_is_what_a_frame_sees
"""

import math


def receptive_field(kernels, strides):
    if len(kernels) != len(strides):
        raise ValueError("kernels and strides")
    return sum(kernels), math.prod(strides)
