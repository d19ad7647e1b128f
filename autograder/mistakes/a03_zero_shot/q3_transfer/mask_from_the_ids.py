"""
en: The mask is 1 everywhere, on padding too.
fa: ماسک همه‌جا، روی پدینگ هم، 1 است.
check: test_each_text_is_in_one_batch
"""

import torch
from torch import nn


def make_batches(encoded, labels, batch_size, pad_id, generator=None):
    count = len(encoded)
    order = torch.arange(count) if generator is None else torch.randperm(count, generator=generator)
    batches = []
    for chosen in order.split(batch_size):
        texts = [torch.tensor(encoded[index]) for index in chosen.tolist()]
        pad = nn.utils.rnn.pad_sequence
        batch = {
            "input_ids": pad(texts, batch_first=True, padding_value=pad_id),
            "attention_mask": (pad(texts, batch_first=True) != 0).long() * 0 + 1,
        }
        if labels is not None:
            batch["labels"] = torch.tensor([labels[index] for index in chosen.tolist()])
        batches.append(batch)
    return batches
