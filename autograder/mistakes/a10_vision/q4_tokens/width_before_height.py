"""
en: The new grid is read as (width, height): pictures that are not square come out transposed.
fa: شبکهٔ تازه به صورت (پهنا، ارتفاع) خوانده می‌شود و تصویرِ نامربعی ترانهاده درمی‌آید.
check: test_positions_are_stretched_like_a_picture
"""

import torch
from torch.nn.functional import interpolate


def interpolate_positions(positions, grid, new_grid, prefix=2):
    if positions.shape[1] != prefix + grid[0] * grid[1]:
        raise ValueError("positions")
    picture = positions[:, prefix:].reshape(1, *grid, -1).permute(0, 3, 1, 2)
    picture = interpolate(picture, size=(new_grid[1], new_grid[0]), mode="bicubic", align_corners=False)
    return torch.cat([positions[:, :prefix], picture.flatten(2).transpose(1, 2)], dim=1)
