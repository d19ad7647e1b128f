"""
en: Where no span started, the first place is taken and not a random one.
fa: جایی که بازه‌ای آغاز نشده، به جای قرعه همان جای اول برداشته می‌شود.
check: test_spans_start_with_the_probability
"""

import torch


def span_mask(lengths, probability, span, generator):
    mask = torch.zeros(len(lengths), max(lengths), dtype=torch.bool)
    for row, length in zip(mask, lengths, strict=True):
        places = length - span + 1
        if places < 1:
            continue
        starts = (torch.rand(places, generator=generator) < probability).nonzero().flatten()
        if not len(starts):
            starts = torch.tensor([0])
        for start in starts:
            row[start : start + span] = True
    return mask
