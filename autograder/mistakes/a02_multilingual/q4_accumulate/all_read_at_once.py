"""
en: All micro-batches are put into a list before the first step.
fa: همهٔ ریزدسته‌ها پیش از گام نخست در یک فهرست گذاشته می‌شوند.
check: test_micro_batches_are_read_once
"""

_lazy = train_accumulated


def train_accumulated(model, micro_batches, optimizer, scheduler=None, *, accumulate=4, max_norm=1.0):
    return _lazy(model, list(micro_batches), optimizer, scheduler, accumulate=accumulate, max_norm=max_norm)
