"""
en: The examples are shuffled and cut; length plays no part.
fa: نمونه‌ها بُر می‌خورند و بریده می‌شوند؛ درازا نقشی ندارد.
check: test_similar_lengths_share_a_batch
"""

import torch


def grouped_batches(lengths, batch_size, generator, pool=16):
    order = torch.randperm(len(lengths), generator=generator).tolist()
    return [order[first : first + batch_size] for first in range(0, len(order), batch_size)]
