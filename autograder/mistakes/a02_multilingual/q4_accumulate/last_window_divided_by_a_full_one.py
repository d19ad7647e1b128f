"""
en: The incomplete last window is divided by the size of a full one: its step is too small.
fa: پنجرهٔ ناتمام آخر بر اندازهٔ پنجرهٔ کامل تقسیم می‌شود و گامش کوچک است.
check: test_one_step_for_each_window
"""

from torch import nn


def train_accumulated(model, micro_batches, optimizer, scheduler=None, *, accumulate=4, max_norm=1.0):
    model.train()
    losses = []
    for window in _windows(micro_batches, accumulate):
        if not any(count_targets(batch["labels"]) for batch in window):
            continue
        optimizer.zero_grad()
        losses.append(accumulate_gradients(model, window))
        for parameter in model.parameters():
            parameter.grad *= len(window) / accumulate
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
    return losses
