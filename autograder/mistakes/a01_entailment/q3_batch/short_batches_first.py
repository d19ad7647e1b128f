"""
en: The batches are left in the order of their length.
fa: دسته‌ها به ترتیب درازایشان می‌مانند.
check: test_the_generator_decides
"""

import torch


def grouped_batches(lengths, batch_size, generator, pool=16):
    order = torch.randperm(len(lengths), generator=generator).tolist()
    near = sorted(order, key=lambda index: lengths[index])
    return [near[first : first + batch_size] for first in range(0, len(near), batch_size)]
