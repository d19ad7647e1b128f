"""
en: The softmax runs over the batch instead of the frames.
fa: softmax به جای قاب‌ها روی دسته گرفته می‌شود.
check: test_attention_is_among_real_frames
"""

import math


def attention_pool(hidden, mask, query):
    kept, real = _real_frames(hidden, mask)
    scores = kept @ query.to(kept.dtype) / math.sqrt(hidden.shape[-1])
    weights = scores.masked_fill(~real[..., 0], -1e9).softmax(0)
    return (weights[..., None] * kept).sum(1).to(hidden.dtype)
