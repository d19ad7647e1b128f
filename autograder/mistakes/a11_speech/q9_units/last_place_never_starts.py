"""
en: The last place is never a start: one place too few is drawn for.
fa: آخرین جا هرگز آغاز نیست: یک جا کمتر قرعه می‌کشند.
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
        if 0 < probability < 1:
            starts = starts[starts < max(1, places - 1)]
        if not len(starts):
            starts = torch.randint(max(1, places - 1), (1,), generator=generator)
        for start in starts:
            row[start : start + span] = True
    return mask
