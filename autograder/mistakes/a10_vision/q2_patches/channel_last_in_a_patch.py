"""
en: Within a patch the channel comes last, as in a picture file, and not first, as in a kernel.
fa: درون تکه، کانال مانند فایل تصویر در آخر می‌آید و نه مانند هسته در آغاز.
check: test_values_come_in_the_kernels_order
"""


def patchify(images, size):
    B, C, H, W = images.shape
    if H % size or W % size:
        raise ValueError(f"{H} by {W}")
    grid = images.reshape(B, C, H // size, size, W // size, size)
    return grid.permute(0, 2, 4, 3, 5, 1).reshape(B, -1, C * size * size)
