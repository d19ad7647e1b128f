"""
en: Each single gradient is clipped to ±max_norm instead of the norm of all of them together.
fa: به جای نُرمِ همهٔ گرادیان‌ها با هم، تک‌تک مقدارها به ±max_norm محدود می‌شوند.
check: test_gradients_are_clipped_together
"""

import torch


def train_epoch(model, batches, optimizer, scheduler=None, max_norm=1.0):
    model.train()
    losses = []
    for batch in batches:
        optimizer.zero_grad()
        loss = model(**batch).loss
        loss.backward()
        torch.nn.utils.clip_grad_value_(model.parameters(), max_norm)
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
        losses.append(loss.item())
    return losses
