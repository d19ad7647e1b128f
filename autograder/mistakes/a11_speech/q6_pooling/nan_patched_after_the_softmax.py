"""
en: A row of −inf alone is patched after the softmax: the result is 0, and the gradient is NaN.
fa: سطر تماماً -inf پس از softmax وصله می‌شود: نتیجه 0 است و گرادیان NaN.
check: test_gradients_reach_real_frames_only
"""

import math


def attention_pool(hidden, mask, query):
    kept, real = _real_frames(hidden, mask)
    scores = kept @ query.to(kept.dtype)[:, None] / math.sqrt(hidden.shape[-1])
    weights = (scores + scores.new_zeros(()).expand_as(scores).masked_fill(~real, -math.inf)).softmax(1)
    pooled = (weights * kept).sum(1)
    return pooled.where(real.any(1), 0.0).to(hidden.dtype)
