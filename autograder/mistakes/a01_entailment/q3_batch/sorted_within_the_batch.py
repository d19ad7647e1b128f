"""
en: Each batch is sorted after it was cut, which saves nothing.
fa: هر دسته پس از بریدن مرتب می‌شود که هیچ صرفه‌ای ندارد.
check: test_similar_lengths_share_a_batch
"""

import torch


def grouped_batches(lengths, batch_size, generator, pool=16):
    order = torch.randperm(len(lengths), generator=generator).tolist()
    batches = [order[first : first + batch_size] for first in range(0, len(order), batch_size)]
    return [sorted(batch, key=lambda index: lengths[index]) for batch in batches]
