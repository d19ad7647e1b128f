"""
en: Frames are masked one by one, with the given probability, in place of spans.
fa: به جای بازه‌ها، قاب‌ها تک‌تک با احتمال داده‌شده پوشیده می‌شوند.
check: test_spans_are_whole_and_inside
"""

import torch


def span_mask(lengths, probability, span, generator):
    mask = torch.zeros(len(lengths), max(lengths), dtype=torch.bool)
    for row, length in zip(mask, lengths, strict=True):
        places = length - span + 1
        if places < 1:
            continue
        row[:length] = torch.rand(length, generator=generator) < probability
        if not row.any():
            row[:span] = True
    return mask
