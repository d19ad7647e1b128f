"""
en: The gradients are cleared after a step only: what was left from before is in the first window.
fa: گرادیان‌ها فقط پس از گام پاک می‌شوند: آنچه از پیش مانده در پنجرهٔ نخست هست.
check: test_one_step_for_each_window
"""

from torch import nn


def train_accumulated(model, micro_batches, optimizer, scheduler=None, *, accumulate=4, max_norm=1.0):
    model.train()
    losses = []
    for window in _windows(micro_batches, accumulate):
        if not any(count_targets(batch["labels"]) for batch in window):
            continue
        losses.append(accumulate_gradients(model, window))
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        optimizer.zero_grad()
        if scheduler is not None:
            scheduler.step()
    return losses
