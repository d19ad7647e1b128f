"""
en: Within a patch columns come before rows: every patch is mirrored at its diagonal.
fa: درون تکه، ستون پیش از سطر می‌آید: هر تکه نسبت به قطرش آینه شده است.
check: test_values_come_in_the_kernels_order
"""


def patchify(images, size):
    B, C, H, W = images.shape
    if H % size or W % size:
        raise ValueError(f"{H} by {W}")
    grid = images.reshape(B, C, H // size, size, W // size, size)
    return grid.permute(0, 2, 4, 1, 5, 3).reshape(B, -1, C * size * size)
