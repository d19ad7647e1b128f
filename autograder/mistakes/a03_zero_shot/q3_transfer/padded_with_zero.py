"""
en: Padding is 0, which is another token for this tokenizer.
fa: پدینگ 0 است که برای این توکن‌ساز توکن دیگری است.
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
            "input_ids": pad(texts, batch_first=True, padding_value=0),
            "attention_mask": pad([torch.ones_like(text) for text in texts], batch_first=True),
        }
        if labels is not None:
            batch["labels"] = torch.tensor([labels[index] for index in chosen.tolist()])
        batches.append(batch)
    return batches
