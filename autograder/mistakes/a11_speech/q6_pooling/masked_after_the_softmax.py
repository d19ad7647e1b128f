"""
en: The softmax runs over padding too and is masked afterwards: the weights no longer sum up to 1.
fa: softmax روی پُرکننده هم گرفته و بعد ماسک می‌شود: وزن‌ها دیگر روی هم 1 نمی‌شوند.
check: test_attention_is_among_real_frames
"""

import math


def attention_pool(hidden, mask, query):
    kept, real = _real_frames(hidden, mask)
    weights = (kept @ query.to(kept.dtype)[:, None] / math.sqrt(hidden.shape[-1])).softmax(1)
    return (weights.masked_fill(~real, 0.0) * kept).sum(1).to(hidden.dtype)
