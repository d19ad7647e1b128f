"""
en: Positions are added before the tokens, so that the tokens have none and the patches those of rows 0 to N − 1.
fa: جایگاه‌ها پیش از توکن‌ها جمع می‌شوند: توکن‌ها جایگاه ندارند و تکه‌ها جایگاه سطرهای 0 تا N − 1 را می‌گیرند.
check: test_tokens_come_before_the_patches
"""

import torch


def add_tokens(patches, cls_token, distillation_token, positions):
    if positions.shape[1] != patches.shape[1] + 2:
        raise ValueError("positions")
    count = len(patches)
    placed = patches + positions[:, : patches.shape[1]]
    return torch.cat(
        [cls_token.expand(count, -1, -1), distillation_token.expand(count, -1, -1), placed], dim=1
    )
