"""
en: transformers' own way: a one on the last real frame, spread to the left. Frame −1 of a row without any is its last.
fa: روش خود transformers: یک 1 روی آخرین قاب واقعی که به چپ پخش می‌شود. در سطر بی‌قاب، قاب -1 همان قاب آخر است.
check: test_real_frames_never_see_the_padding
"""

import torch


def feature_mask(attention_mask, kernels, strides):
    frames = int(feature_lengths(torch.tensor([attention_mask.shape[1]]), kernels, strides))
    real = feature_lengths(attention_mask.long().sum(1), kernels, strides)
    marks = torch.zeros(len(attention_mask), frames, dtype=torch.long)
    if frames:
        marks[torch.arange(len(marks)), real - 1] = 1
    return marks.flip([-1]).cumsum(-1).flip([-1]).bool()
