"""
en: There are as many columns as the longest recording has frames: a batch of fixed length is longer than that.
fa: به تعداد قاب‌های بلندترین ضبط ستون هست، حال آن که دستهٔ با طول ثابت از آن بلندتر است.
check: test_real_frames_never_see_the_padding
"""

import torch


def feature_mask(attention_mask, kernels, strides):
    real = feature_lengths(attention_mask.long().sum(1), kernels, strides)
    return torch.arange(int(real.max())) < real[:, None]
