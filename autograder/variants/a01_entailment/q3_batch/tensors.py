"""Padding by torch's own helper, pools by slicing tensors."""

import torch
from torch.nn.utils.rnn import pad_sequence


def collate(examples, pad_id):
    fills = {"input_ids": pad_id, "token_type_ids": 0}
    batch = {
        key: pad_sequence([torch.tensor(example[key]) for example in examples], True, fill)
        for key, fill in fills.items()
        if key in examples[0]
    }
    lengths = torch.tensor([len(example["input_ids"]) for example in examples])
    batch["attention_mask"] = torch.where(torch.arange(int(lengths.max())) < lengths[:, None], 1, 0)
    if all("label" in example for example in examples):
        batch["labels"] = torch.as_tensor([example["label"] for example in examples])
    return batch


def grouped_batches(lengths, batch_size, generator, pool=16):
    sizes = torch.tensor(lengths, dtype=torch.long)
    batches = []
    for chosen in torch.randperm(len(sizes), generator=generator).split(pool * batch_size):
        near = chosen[sizes[chosen].argsort(descending=True)]
        whole = len(near) // batch_size * batch_size
        batches += near[:whole].split(batch_size) if whole else ()
        if len(near) > whole:
            batches.append(near[whole:])
    order = torch.randperm(len(batches), generator=generator)
    return [batches[int(place)].tolist() for place in order]


def padding_share(lengths, batches):
    padding = tokens = 0
    for batch in batches:
        longest = max(lengths[index] for index in batch)
        for index in batch:
            padding += longest - lengths[index]
            tokens += lengths[index]
    return padding / (padding + tokens) if tokens else 0.0
