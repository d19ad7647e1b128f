"""
en: The scheduler advances once an epoch instead of once a step.
fa: زمان‌بند به جای هر گام، هر دوره یک بار جلو می‌رود.
check: test_the_scheduler_advances_with_each_step
"""

import torch


def train_epoch(model, batches, optimizer, scheduler=None, max_norm=1.0):
    model.train()
    losses = []
    for batch in batches:
        optimizer.zero_grad()
        loss = model(**batch).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        losses.append(loss.item())
    if scheduler is not None:
        scheduler.step()
    return losses
