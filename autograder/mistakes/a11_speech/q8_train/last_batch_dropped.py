"""
en: The last, smaller batch of an epoch is dropped.
fa: دستهٔ آخرِ هر دوره که کوچک‌تر است دور ریخته می‌شود.
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
    waiting: list[Tensor] = []
    losses = []
    model.train()
    for step in range(steps):
        if not waiting:
            waiting = [
                chosen
                for chosen in torch.randperm(len(labels), generator=generator).split(batch_size)
                if len(chosen) == batch_size
            ]
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
