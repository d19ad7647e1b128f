"""
en: All rows, the special ones too, are stretched along the sequence: nothing is known of a picture.
fa: همهٔ سطرها، حتی سطر توکن‌های ویژه، در طول دنباله کشیده می‌شوند و از تصویر خبری نیست.
check: test_special_tokens_and_equal_grids_stay
"""

from torch.nn.functional import interpolate


def interpolate_positions(positions, grid, new_grid, prefix=2):
    if positions.shape[1] != prefix + grid[0] * grid[1]:
        raise ValueError("positions")
    length = prefix + new_grid[0] * new_grid[1]
    line = interpolate(positions.transpose(1, 2), size=length, mode="linear", align_corners=False)
    return line.transpose(1, 2)
