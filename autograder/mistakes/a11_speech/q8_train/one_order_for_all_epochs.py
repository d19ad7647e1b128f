"""
en: The clips are shuffled once: every epoch has the same batches.
fa: قطعه‌ها فقط یک بار بُر می‌خورند و همهٔ دوره‌ها همان دسته‌ها را دارند.
check: test_each_clip_comes_once_an_epoch
"""

import torch
from torch import nn


def train(
    model, waveforms, lengths, labels, *,
    steps, batch_size=16, lr=1e-3, weight_decay=0.01, warmup=10, max_norm=1.0, seed=0,
):  # fmt: skip
    trainable = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trainable, lr=lr, weight_decay=weight_decay)
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(labels), generator=generator).split(batch_size)
    waiting = []
    losses = []
    model.train()
    for step in range(steps):
        if not waiting:
            waiting = list(order)
        chosen = waiting.pop(0)
        rate = step / warmup if step < warmup else (steps - step) / (steps - warmup)
        for group in optimizer.param_groups:
            group["lr"] = lr * rate
        optimizer.zero_grad()
        loss = model(**_inputs(waveforms, lengths, chosen), labels=labels[chosen.to(labels.device)]).loss
        loss.backward()
        nn.utils.clip_grad_norm_(trainable, max_norm)
        optimizer.step()
        losses.append(loss.item())
    return losses
