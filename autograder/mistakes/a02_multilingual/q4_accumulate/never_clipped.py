"""
en: max_norm is ignored.
fa: max_norm نادیده گرفته می‌شود.
check: test_the_sum_is_clipped_once
"""

_clipping = train_accumulated


def train_accumulated(model, micro_batches, optimizer, scheduler=None, *, accumulate=4, max_norm=1.0):
    return _clipping(model, micro_batches, optimizer, scheduler, accumulate=accumulate, max_norm=1e30)
