"""
en: All examples are sorted by length: the same batches in each epoch.
fa: همهٔ نمونه‌ها بر پایهٔ درازا مرتب می‌شوند: هر دوره همان دسته‌ها.
check: test_the_generator_decides
"""

import torch


def grouped_batches(lengths, batch_size, generator, pool=16):
    near = sorted(range(len(lengths)), key=lambda index: lengths[index])
    batches = [near[first : first + batch_size] for first in range(0, len(near), batch_size)]
    return [batches[place] for place in torch.randperm(len(batches), generator=generator).tolist()]
