"""
en: The gradients are cleared before each micro-batch: only the last one of a window reaches the step.
fa: گرادیان‌ها پیش از هر ریزدسته پاک می‌شوند: فقط آخرین ریزدستهٔ پنجره به گام می‌رسد.
check: test_one_step_for_each_window
"""

from torch import nn


def train_accumulated(model, micro_batches, optimizer, scheduler=None, *, accumulate=4, max_norm=1.0):
    model.train()
    losses = []
    for window in _windows(micro_batches, accumulate):
        total = sum(count_targets(batch["labels"]) for batch in window)
        if not total:
            continue
        loss = 0.0
        for batch in window:
            optimizer.zero_grad()
            share = count_targets(batch["labels"]) / total
            part = model(**batch).loss * share
            part.backward()
            loss += part.item()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
        losses.append(loss)
    return losses
