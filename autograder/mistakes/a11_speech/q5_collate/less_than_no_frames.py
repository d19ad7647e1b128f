"""
en: Nothing stops at 0: what is too short has −1 frames.
fa: چیزی در 0 نمی‌ایستد: طولِ بیش از حد کوتاه -1 قاب دارد.
check: test_too_short_means_no_frames
"""


def feature_lengths(lengths, kernels, strides):
    for kernel, stride in zip(kernels, strides, strict=True):
        lengths = (lengths - kernel) // stride + 1
    return lengths
