"""
en: The gradients are clipped before backward, when there are none yet.
fa: گرادیان‌ها پیش از backward محدود می‌شوند، وقتی هنوز گرادیانی نیست.
check: test_gradients_are_clipped_together
"""

import torch


def train_epoch(model, batches, optimizer, scheduler=None, max_norm=1.0):
    model.train()
    losses = []
    for batch in batches:
        optimizer.zero_grad()
        loss = model(**batch).loss
        torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        loss.backward()
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
        losses.append(loss.item())
    return losses
