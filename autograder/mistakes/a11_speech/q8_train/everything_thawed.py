"""
en: All parameters are thawed before training, the frozen ones too.
fa: پیش از آموزش همهٔ پارامترها، حتی منجمدها، باز می‌شوند.
check: test_steps_equal_adamw
"""

import torch
from torch import nn


def train(
    model, waveforms, lengths, labels, *,
    steps, batch_size=16, lr=1e-3, weight_decay=0.01, warmup=10, max_norm=1.0, seed=0,
):  # fmt: skip
    trainable = list(model.parameters())
    for parameter in trainable:
        parameter.requires_grad = True
    optimizer = torch.optim.AdamW(trainable, lr=lr, weight_decay=weight_decay)
    generator = torch.Generator().manual_seed(seed)
    waiting: list[Tensor] = []
    losses = []
    model.train()
    for step in range(steps):
        if not waiting:
            waiting = list(torch.randperm(len(labels), generator=generator).split(batch_size))
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
