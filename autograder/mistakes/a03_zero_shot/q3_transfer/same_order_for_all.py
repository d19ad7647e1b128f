"""
en: The generator is seeded anew, so every epoch has the same order.
fa: generator از نو بذر می‌گیرد و همهٔ دوره‌ها یک ترتیب دارند.
check: test_the_generator_decides_the_order
"""

import torch
from torch import nn


def make_batches(encoded, labels, batch_size, pad_id, generator=None):
    count = len(encoded)
    order = (
        torch.arange(count)
        if generator is None
        else torch.randperm(count, generator=torch.Generator().manual_seed(generator.initial_seed()))
    )
    batches = []
    for chosen in order.split(batch_size):
        texts = [torch.tensor(encoded[index]) for index in chosen.tolist()]
        pad = nn.utils.rnn.pad_sequence
        batch = {
            "input_ids": pad(texts, batch_first=True, padding_value=pad_id),
            "attention_mask": pad([torch.ones_like(text) for text in texts], batch_first=True),
        }
        if labels is not None:
            batch["labels"] = torch.tensor([labels[index] for index in chosen.tolist()])
        batches.append(batch)
    return batches
