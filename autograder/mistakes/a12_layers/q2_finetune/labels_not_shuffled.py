"""
en: The inputs are shuffled, the labels are cut from their old order.
fa: ورودی‌ها بُر می‌خورند ولی برچسب‌ها با همان ترتیب قبلی بریده می‌شوند.
check: test_each_example_comes_once_with_its_label
"""

import torch


def make_batches(encoded, labels, batch_size, generator):
    count = len(labels)
    order = torch.arange(count) if generator is None else torch.randperm(count, generator=generator)
    batches = []
    for start in range(0, count, batch_size):
        chosen = order[start : start + batch_size]
        batch = {key: values[chosen] for key, values in encoded.items()}
        batches.append({**batch, "labels": labels[start : start + batch_size]})
    return batches
