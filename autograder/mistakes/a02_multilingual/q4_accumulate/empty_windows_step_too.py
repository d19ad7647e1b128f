"""
en: A window without a target steps all the same: the scheduler moves on, and the list of losses gets a NaN.
fa: پنجرهٔ بی‌هدف هم گام برمی‌دارد: زمان‌بند جلو می‌رود و در فهرست lossها NaN می‌آید.
check: test_the_scheduler_counts_steps
"""

from torch import nn


def train_accumulated(model, micro_batches, optimizer, scheduler=None, *, accumulate=4, max_norm=1.0):
    if accumulate < 1:
        raise ValueError(accumulate)
    model.train()
    losses = []
    for window in _windows(micro_batches, accumulate):
        optimizer.zero_grad()
        losses.append(accumulate_gradients(model, window))
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
    return losses
