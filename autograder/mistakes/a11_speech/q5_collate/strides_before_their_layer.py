"""
en: The step already holds the layer's own stride when its kernel is counted: it moves the next layer, not this one.
fa: هنگام شمردن هستهٔ هر لایه، گام خود آن لایه هم ضرب شده است: این گام لایهٔ بعد را جابه‌جا می‌کند، نه این لایه را.
check: test_the_receptive_field_is_what_a_frame_sees
"""


def receptive_field(kernels, strides):
    size, step = 1, 1
    for kernel, stride in zip(kernels, strides, strict=True):
        step *= stride
        size += (kernel - 1) * step
    return size, step
