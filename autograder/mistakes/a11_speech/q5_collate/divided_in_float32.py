"""
en: The division is done with / and floor, in float32: an hour of samples is miscounted.
fa: تقسیم با / و floor و در float32 انجام می‌شود: نمونه‌های یک ساعت صدا اشتباه شمرده می‌شوند.
check: test_frames_are_counted_layer_by_layer
"""


def feature_lengths(lengths, kernels, strides):
    for kernel, stride in zip(kernels, strides, strict=True):
        lengths = (((lengths - kernel) / stride).floor() + 1).clamp(min=0)
    return lengths.long()
