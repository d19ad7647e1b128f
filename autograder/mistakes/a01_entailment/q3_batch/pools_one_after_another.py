"""
en: The batches are shuffled within their pool (or not at all), and the pools come one after another.
fa: دسته‌ها فقط در استخر خودشان بُر می‌خورند (یا هیچ)، و استخرها پشت سر هم می‌آیند.
check: test_the_generator_decides
"""

import torch


def grouped_batches(lengths, batch_size, generator, pool=16):
    order = torch.randperm(len(lengths), generator=generator).tolist()
    batches = []
    for start in range(0, len(order), pool * batch_size):
        near = sorted(order[start : start + pool * batch_size], key=lambda index: lengths[index])
        cut = [near[first : first + batch_size] for first in range(0, len(near), batch_size)]
        batches += [cut[place] for place in torch.randperm(len(cut), generator=generator).tolist()]
    return batches
