"""
en: As many spans as expected are drawn in every row, never more or fewer.
fa: در هر سطر درست به شمارِ مورد انتظار بازه قرعه می‌خورد، نه بیشتر و نه کمتر.
check: test_spans_start_with_the_probability
"""

import torch


def span_mask(lengths, probability, span, generator):
    mask = torch.zeros(len(lengths), max(lengths), dtype=torch.bool)
    for row, length in zip(mask, lengths, strict=True):
        places = length - span + 1
        if places < 1:
            continue
        starts = torch.randperm(places, generator=generator)[: max(1, round(probability * places))]
        for start in starts:
            row[start : start + span] = True
    return mask
