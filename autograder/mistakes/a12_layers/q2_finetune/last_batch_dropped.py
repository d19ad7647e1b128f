"""
en: The last, smaller batch is dropped, and its examples are never seen in this epoch.
fa: دستهٔ آخر که کوچک‌تر است دور ریخته می‌شود و نمونه‌هایش در این دوره دیده نمی‌شوند.
check: test_each_example_comes_once_with_its_label
"""

import torch


def make_batches(encoded, labels, batch_size, generator):
    count = len(labels)
    order = torch.arange(count) if generator is None else torch.randperm(count, generator=generator)
    return [
        {**{key: values[chosen] for key, values in encoded.items()}, "labels": labels[chosen]}
        for chosen in order.split(batch_size)
        if len(chosen) == batch_size
    ]
