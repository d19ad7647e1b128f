"""
en: The rows are viewed as (D, h, w) without moving the channels: numbers of different channels are mixed.
fa: سطرها بدون جابه‌جا کردن بُعدها به صورت (D, h, w) دیده می‌شوند و عددهای کانال‌های مختلف به هم می‌آمیزند.
check: test_positions_are_stretched_like_a_picture
"""

import torch
from torch.nn.functional import interpolate


def interpolate_positions(positions, grid, new_grid, prefix=2):
    if positions.shape[1] != prefix + grid[0] * grid[1]:
        raise ValueError("positions")
    if tuple(grid) == tuple(new_grid):
        return positions
    dim = positions.shape[-1]
    picture = positions[:, prefix:].reshape(1, dim, *grid)
    picture = interpolate(picture, size=tuple(new_grid), mode="bicubic", align_corners=False)
    return torch.cat([positions[:, :prefix], picture.reshape(1, -1, dim)], dim=1)
