"""
en: The gradients are right, but the loss that is returned is that of the last micro-batch.
fa: گرادیان‌ها درست‌اند ولی lossی که برمی‌گردد از آنِ آخرین ریزدسته است.
check: test_gradients_equal_the_big_batch
"""

import math

_right = accumulate_gradients


def accumulate_gradients(model, micro_batches):
    micro_batches = list(micro_batches)
    value = _right(model, micro_batches)
    return value if math.isnan(value) or len(micro_batches) < 2 else model(**micro_batches[-1]).loss.item()
