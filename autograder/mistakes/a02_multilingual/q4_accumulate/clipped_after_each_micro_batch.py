"""
en: The norm is clipped after each micro-batch, so the first ones are scaled again and again.
fa: نُرم پس از هر ریزدسته محدود می‌شود و ریزدسته‌های نخست بارها کوچک می‌شوند.
check: test_the_sum_is_clipped_once
"""

from torch import nn


def train_accumulated(model, micro_batches, optimizer, scheduler=None, *, accumulate=4, max_norm=1.0):
    model.train()
    losses = []
    for window in _windows(micro_batches, accumulate):
        total = sum(count_targets(batch["labels"]) for batch in window)
        if not total:
            continue
        optimizer.zero_grad()
        loss = 0.0
        for batch in window:
            part = model(**batch).loss * (count_targets(batch["labels"]) / total)
            part.backward()
            nn.utils.clip_grad_norm_(model.parameters(), max_norm)
            loss += part.item()
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
        losses.append(loss)
    return losses
