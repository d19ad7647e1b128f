"""
en: Batches that are not full are thrown away.
fa: دسته‌هایی که پر نیستند دور ریخته می‌شوند.
check: test_each_example_is_in_one_batch
"""

import torch


def grouped_batches(lengths, batch_size, generator, pool=16):
    order = torch.randperm(len(lengths), generator=generator).tolist()
    batches = []
    for start in range(0, len(order), pool * batch_size):
        near = sorted(order[start : start + pool * batch_size], key=lambda index: lengths[index])
        batches += [near[first : first + batch_size] for first in range(0, len(near), batch_size)]
    full = [batch for batch in batches if len(batch) == batch_size]
    return [full[place] for place in torch.randperm(len(full), generator=generator).tolist()]
