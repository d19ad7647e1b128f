"""
en: exp(score) / sum without the largest score taken off: it overflows.
fa: exp(score) / sum بدون کم کردن بزرگ‌ترین امتیاز: سرریز می‌کند.
check: test_attention_is_among_real_frames
"""

import math


def attention_pool(hidden, mask, query):
    kept, real = _real_frames(hidden, mask)
    scores = kept @ query.to(kept.dtype)[:, None] / math.sqrt(hidden.shape[-1])
    weights = scores.exp() * real
    return ((weights * kept).sum(1) / weights.sum(1).clamp(min=1e-30)).to(hidden.dtype)
