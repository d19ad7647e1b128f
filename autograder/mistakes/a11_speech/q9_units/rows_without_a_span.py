"""
en: A row in which no span started is left without any.
fa: سطری که هیچ بازه‌ای در آن آغاز نشده بی‌بازه می‌ماند.
check: test_spans_are_whole_and_inside
"""

import torch


def span_mask(lengths, probability, span, generator):
    mask = torch.zeros(len(lengths), max(lengths), dtype=torch.bool)
    for row, length in zip(mask, lengths, strict=True):
        places = length - span + 1
        if places < 1:
            continue
        starts = (torch.rand(places, generator=generator) < probability).nonzero().flatten()
        for start in starts:
            row[start : start + span] = True
    return mask
