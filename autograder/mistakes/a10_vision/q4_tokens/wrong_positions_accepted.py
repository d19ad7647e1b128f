"""
en: The number of positions is not looked at: a single row is silently added to every token and patch.
fa: تعداد جایگاه‌ها بررسی نمی‌شود و یک سطرِ تنها بی‌صدا به همهٔ توکن‌ها و تکه‌ها افزوده می‌شود.
check: test_tokens_come_before_the_patches
"""

import torch


def add_tokens(patches, cls_token, distillation_token, positions):
    tokens = [token.expand(len(patches), -1, -1) for token in (cls_token, distillation_token)]
    return torch.cat([*tokens, patches], dim=1) + positions
