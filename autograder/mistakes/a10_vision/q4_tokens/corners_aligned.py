"""
en: The corners are aligned, which puts every position between the borders elsewhere.
fa: گوشه‌ها هم‌تراز می‌شوند (align_corners=True) و همهٔ جایگاه‌های میانی جابه‌جا می‌شوند.
check: test_positions_are_stretched_like_a_picture
"""

import torch
from torch.nn.functional import interpolate


def interpolate_positions(positions, grid, new_grid, prefix=2):
    if positions.shape[1] != prefix + grid[0] * grid[1]:
        raise ValueError("positions")
    picture = positions[:, prefix:].reshape(1, *grid, -1).permute(0, 3, 1, 2)
    picture = interpolate(picture, size=tuple(new_grid), mode="bicubic", align_corners=True)
    return torch.cat([positions[:, :prefix], picture.flatten(2).transpose(1, 2)], dim=1)
