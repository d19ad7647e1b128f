"""
en: The way back uses the permutation of the way there, which is not its own inverse.
fa: راه بازگشت همان جایگشتِ راه رفت را به کار می‌برد که وارون خودش نیست.
check: test_patches_give_the_picture_back
"""


def unpatchify(patches, size, channels, height, width):
    rows, columns = height // size, width // size
    if height % size or width % size or tuple(patches.shape[1:]) != (rows * columns, channels * size * size):
        raise ValueError(f"{tuple(patches.shape)}")
    grid = patches.reshape(-1, rows, columns, channels, size, size)
    return grid.permute(0, 2, 4, 1, 3, 5).reshape(-1, channels, height, width)
