"""
en: Samples are divided by the product of the strides: the kernels are forgotten.
fa: تعداد نمونه‌ها بر حاصل‌ضرب گام‌ها تقسیم می‌شود و هسته‌ها فراموش می‌شوند.
check: test_frames_are_counted_layer_by_layer
"""

import math


def feature_lengths(lengths, kernels, strides):
    if len(kernels) != len(strides):
        raise ValueError("kernels and strides")
    return lengths // math.prod(strides)
