"""
en: Size and step are floats: no range or slice takes them.
fa: اندازه و گام float‌اند: نه range آن‌ها را می‌پذیرد و نه برش.
check: test_the_receptive_field_is_what_a_frame_sees
"""


def receptive_field(kernels, strides):
    size, step = 1.0, 1.0
    for kernel, stride in zip(kernels, strides, strict=True):
        size += (kernel - 1) * step
        step *= stride
    return size, step
