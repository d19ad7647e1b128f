"""
en: The numbers of rows and columns are exchanged, which a square picture does not show.
fa: تعداد سطرها و ستون‌ها جابه‌جا شده که در تصویر مربع دیده نمی‌شود.
check: test_patches_come_row_by_row
"""


def patchify(images, size):
    B, C, H, W = images.shape
    if H % size or W % size:
        raise ValueError(f"{H} by {W}")
    grid = images.reshape(B, C, W // size, size, H // size, size)
    return grid.permute(0, 2, 4, 1, 3, 5).reshape(B, -1, C * size * size)
