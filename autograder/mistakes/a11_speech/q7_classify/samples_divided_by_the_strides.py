"""
en: The frames of a clip are its samples divided by all strides: the kernels are forgotten, and frames of padding are averaged in.
fa: تعداد قاب‌های هر قطعه، نمونه‌هایش تقسیم بر همهٔ گام‌ها گرفته می‌شود: هسته‌ها فراموش می‌شوند و قاب‌های پُرکننده در میانگین می‌آیند.
check: test_padding_and_batch_mates_do_not_matter
"""

import math

import torch


def _real_frames(hidden, attention_mask, config):
    if attention_mask is None:
        return torch.ones(hidden.shape[:2], dtype=torch.bool)
    lengths = attention_mask.sum(1) // math.prod(config.conv_stride)
    return torch.arange(hidden.shape[1]) < lengths[:, None]
