"""
en: The way back takes as many rows of patches as columns, the square root of their number.
fa: راه بازگشت تعداد ردیف‌ها و ستون‌های تکه‌ها را برابر، یعنی جذر تعدادشان، می‌گیرد.
check: test_patches_give_the_picture_back
"""


def unpatchify(patches, size, channels, height, width):
    rows, columns = height // size, width // size
    if height % size or width % size or tuple(patches.shape[1:]) != (rows * columns, channels * size * size):
        raise ValueError(f"{tuple(patches.shape)}")
    side = int(patches.shape[1] ** 0.5)
    grid = patches[:, : side * side].reshape(-1, side, side, channels, size, size)
    return grid.permute(0, 3, 1, 4, 2, 5).reshape(-1, channels, side * size, side * size)
