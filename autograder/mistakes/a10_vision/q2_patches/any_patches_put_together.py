"""
en: The number of patches is not looked at: two halves of different pictures become one picture.
fa: به تعداد تکه‌ها نگاه نمی‌شود: دو نیمه از تصویرهای گوناگون یک تصویر می‌شوند.
check: test_sizes_that_do_not_fit_raise
"""


def unpatchify(patches, size, channels, height, width):
    if height % size or width % size:
        raise ValueError(f"{height} by {width}")
    try:
        grid = patches.reshape(-1, height // size, width // size, channels, size, size)
    except RuntimeError as error:
        raise ValueError(str(error)) from error
    return grid.permute(0, 3, 1, 4, 2, 5).reshape(-1, channels, height, width)
