"""
en: One special row is kept, as in ViT, whatever prefix says: the distillation token is taken for a patch.
fa: مانند ViT همیشه فقط یک سطر ویژه نگه داشته می‌شود و توکن تقطیر هم تکه به حساب می‌آید.
check: test_special_tokens_and_equal_grids_stay
"""

import torch
from torch.nn.functional import interpolate


def interpolate_positions(positions, grid, new_grid, prefix=2):
    if positions.shape[1] != prefix + grid[0] * grid[1]:
        raise ValueError("positions")
    special, patches = positions[:, :1], positions[:, 1 : 1 + grid[0] * grid[1]]
    picture = patches.reshape(1, *grid, -1).permute(0, 3, 1, 2)
    picture = interpolate(picture, size=tuple(new_grid), mode="bicubic", align_corners=False)
    special = torch.cat([special] * prefix, dim=1) if prefix else special[:, :0]
    return torch.cat([special, picture.flatten(2).transpose(1, 2)], dim=1)
