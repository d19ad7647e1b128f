"""
en: The order is drawn from the global state of torch, not from the generator.
fa: ترتیب از حالت سراسری torch گرفته می‌شود، نه از generator.
check: test_the_generator_decides_the_order
"""

import torch


def make_batches(encoded, labels, batch_size, generator):
    count = len(labels)
    order = torch.arange(count) if generator is None else torch.randperm(count)
    return [
        {**{key: values[chosen] for key, values in encoded.items()}, "labels": labels[chosen]}
        for chosen in order.split(batch_size)
    ]
