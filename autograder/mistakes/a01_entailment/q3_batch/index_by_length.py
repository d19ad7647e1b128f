"""
en: Sorting the lengths and looking their index up gives equal lengths the same example.
fa: درازاها مرتب می‌شوند و شماره‌شان جست‌وجو می‌شود: درازاهای برابر یک نمونه می‌شوند.
check: test_each_example_is_in_one_batch
"""

import torch


def grouped_batches(lengths, batch_size, generator, pool=16):
    ordered = sorted(lengths)
    near = [lengths.index(length) for length in ordered]
    batches = [near[first : first + batch_size] for first in range(0, len(near), batch_size)]
    return [batches[place] for place in torch.randperm(len(batches), generator=generator).tolist()]
