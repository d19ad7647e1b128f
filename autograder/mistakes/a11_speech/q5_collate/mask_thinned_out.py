"""
en: Every step-th place of the mask of samples is taken: frames that begin on a sample and end in the padding are called real.
fa: از ماسک نمونه‌ها هر step خانه یکی برداشته می‌شود: قابی که روی نمونه آغاز و در پُرکننده تمام می‌شود واقعی شمرده می‌شود.
check: test_real_frames_never_see_the_padding
"""

import torch


def feature_mask(attention_mask, kernels, strides):
    frames = int(feature_lengths(torch.tensor([attention_mask.shape[1]]), kernels, strides))
    return attention_mask[:, :: receptive_field(kernels, strides)[1]][:, :frames].bool()
