"""
en: The probability is divided by the span, so that it becomes the share of masked frames.
fa: احتمال بر درازای بازه تقسیم می‌شود تا سهمِ قاب‌های پوشیده شود.
check: test_spans_start_with_the_probability
"""

import torch


def span_mask(lengths, probability, span, generator):
    mask = torch.zeros(len(lengths), max(lengths), dtype=torch.bool)
    for row, length in zip(mask, lengths, strict=True):
        places = length - span + 1
        if places < 1:
            continue
        starts = (
            (
                torch.rand(places, generator=generator)
                < (probability if probability == 1 else probability / span)
            )
            .nonzero()
            .flatten()
        )
        if not len(starts):
            starts = torch.randint(places, (1,), generator=generator)
        for start in starts:
            row[start : start + span] = True
    return mask
