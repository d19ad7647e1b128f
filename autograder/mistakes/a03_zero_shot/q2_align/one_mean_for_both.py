"""
en: Both languages are centred by one common mean: what says “Persian” stays in.
fa: هر دو زبان با یک میانگین مشترک مرکزی می‌شوند و آنچه می‌گوید «فارسی» سر جایش می‌ماند.
check: test_a_shift_of_a_language_changes_nothing
"""

import torch


def aligned_cosine(source, targets):
    mean = torch.cat([source, targets]).mean(dim=0)
    return cosine(source - mean, targets - mean)
