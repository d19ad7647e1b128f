"""
en: The padding is multiplied by 0, and NaN times 0 is NaN.
fa: پُرکننده در 0 ضرب می‌شود و NaN ضرب در 0 باز NaN است.
check: test_padding_is_not_even_read
"""

import torch


def mean_pool(hidden, mask):
    real = mask.to(torch.promote_types(hidden.dtype, torch.float32))
    return ((hidden * real[:, :, None]).sum(1) / real.sum(1, keepdim=True).clamp(min=1)).to(hidden.dtype)
