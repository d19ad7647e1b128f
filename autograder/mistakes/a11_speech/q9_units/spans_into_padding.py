"""
en: Spans start anywhere and run over the end of their row into the padding.
fa: بازه‌ها هر جا آغاز می‌شوند و از پایان سطر خود به پدینگ می‌رسند.
check: test_spans_are_whole_and_inside
"""

import torch


def span_mask(lengths, probability, span, generator):
    mask = torch.zeros(len(lengths), max(lengths), dtype=torch.bool)
    for row, length in zip(mask, lengths, strict=True):
        places = length - span + 1
        if places < 1:
            continue
        starts = (torch.rand(length, generator=generator) < probability).nonzero().flatten()
        if not len(starts):
            starts = torch.randint(places, (1,), generator=generator)
        for start in starts:
            row[start : start + span] = True
    return mask
