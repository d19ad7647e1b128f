"""
en: Everything is one pool: hardly random, whatever pool says.
fa: همه‌چیز یک استخر است: تصادف اندک، pool هرچه بگوید.
check: test_similar_lengths_share_a_batch
"""

import torch


def grouped_batches(lengths, batch_size, generator, pool=16):
    order = torch.randperm(len(lengths), generator=generator).tolist()
    near = sorted(order, key=lambda index: lengths[index])
    batches = [near[first : first + batch_size] for first in range(0, len(near), batch_size)]
    return [batches[place] for place in torch.randperm(len(batches), generator=generator).tolist()]
