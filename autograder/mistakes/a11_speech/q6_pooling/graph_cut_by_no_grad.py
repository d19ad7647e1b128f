"""
en: The mean is taken without gradients: its values are right and nothing below it ever learns.
fa: میانگین بدون گرادیان گرفته می‌شود: مقدارهایش درست‌اند و هیچ چیز زیر آن هرگز یاد نمی‌گیرد.
check: test_gradients_reach_real_frames_only
"""

import torch

_mean = mean_pool


def mean_pool(hidden, mask):
    with torch.no_grad():
        return _mean(hidden, mask)
