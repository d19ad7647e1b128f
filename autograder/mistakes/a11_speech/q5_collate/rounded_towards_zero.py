"""
en: The division rounds towards 0, so that a sample less than a kernel makes a frame.
fa: تقسیم رو به 0 گرد می‌کند و طولی که یک نمونه از هسته کمتر است قاب می‌سازد.
check: test_too_short_means_no_frames
"""

import torch


def feature_lengths(lengths, kernels, strides):
    for kernel, stride in zip(kernels, strides, strict=True):
        lengths = (torch.div(lengths - kernel, stride, rounding_mode="trunc") + 1).clamp(min=0)
    return lengths
