"""
en: The examples are drawn with replacement: some come twice, others never.
fa: نمونه‌ها با جایگذاری انتخاب می‌شوند: بعضی دو بار، بعضی هیچ‌وقت.
check: test_each_example_is_in_one_batch
"""

import torch


def grouped_batches(lengths, batch_size, generator, pool=16):
    order = torch.randint(max(1, len(lengths)), (len(lengths),), generator=generator).tolist()
    batches = []
    for start in range(0, len(order), pool * batch_size):
        near = sorted(order[start : start + pool * batch_size], key=lambda index: lengths[index])
        batches += [near[first : first + batch_size] for first in range(0, len(near), batch_size)]
    return [batches[place] for place in torch.randperm(len(batches), generator=generator).tolist()]
