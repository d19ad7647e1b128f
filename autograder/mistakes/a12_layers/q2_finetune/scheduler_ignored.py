"""
en: The scheduler is never advanced: the rate stays where it began.
fa: زمان‌بند هیچ‌گاه جلو نمی‌رود و نرخ همان می‌ماند که بود.
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
    return losses
