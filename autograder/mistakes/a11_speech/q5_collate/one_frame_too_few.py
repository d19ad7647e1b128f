"""
en: The + 1 is forgotten: the place where the kernel stands first is a frame too.
fa: افزودن 1 فراموش شده است: جایی که هسته نخست می‌ایستد هم یک قاب است.
check: test_frames_are_counted_layer_by_layer
"""


def feature_lengths(lengths, kernels, strides):
    for kernel, stride in zip(kernels, strides, strict=True):
        lengths = (lengths - kernel) // stride
    return lengths.clamp(min=0)
