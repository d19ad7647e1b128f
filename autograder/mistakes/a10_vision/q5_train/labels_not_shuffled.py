"""
en: The pictures are shuffled, the labels are cut from their old order.
fa: تصویرها بُر می‌خورند ولی برچسب‌ها با همان ترتیب قبلی بریده می‌شوند.
check: test_steps_equal_adamw_in_float64
"""

import torch
from torch.nn.functional import cross_entropy


def train(model, pixel_values, labels, *, steps, batch_size, lr, weight_decay=0.01, warmup_steps, seed):
    if not 0 <= warmup_steps <= steps:
        raise ValueError("warm-up")
    trainable = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trainable, lr=lr, weight_decay=weight_decay)
    generator = torch.Generator().manual_seed(seed)
    was_training = model.training
    model.train()
    losses, waiting = [], []
    for step in range(steps):
        if step < warmup_steps:
            rate = lr * step / warmup_steps
        else:
            rate = lr * (steps - step) / (steps - warmup_steps)
        optimizer.param_groups[0]["lr"] = rate
        if not waiting:
            waiting = list(torch.randperm(len(labels), generator=generator).split(batch_size))
        chosen = waiting.pop(0)
        start = step * batch_size % (len(labels) - batch_size + 1)
        optimizer.zero_grad()
        loss = cross_entropy(model(pixel_values[chosen]).logits, labels[start : start + len(chosen)])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trainable, 1.0)
        optimizer.step()
        losses.append(loss.item())
    model.train(was_training)
    return losses
