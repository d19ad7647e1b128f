"""
en: A stride of 320 is taken for granted, whatever the encoder's configuration says.
fa: گام 320 بدیهی گرفته می‌شود، هر چه در پیکربندی encoder آمده باشد.
check: test_padding_and_batch_mates_do_not_matter
"""

import torch


def _real_frames(hidden, attention_mask, config):
    if attention_mask is None:
        return torch.ones(hidden.shape[:2], dtype=torch.bool)
    lengths = (attention_mask.sum(1) - 400) // 320 + 1
    return torch.arange(hidden.shape[1]) < lengths[:, None]
