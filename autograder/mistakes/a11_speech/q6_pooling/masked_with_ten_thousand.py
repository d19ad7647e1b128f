"""
en: Masked scores are −10000, which fits into half precision and is not small enough beside large scores.
fa: امتیاز ماسک‌شده -10000 است که در دقت نیمه جا می‌شود ولی در برابر امتیازهای بزرگ به اندازهٔ کافی کوچک نیست.
check: test_attention_is_among_real_frames
"""

import math


def attention_pool(hidden, mask, query):
    kept, real = _real_frames(hidden, mask)
    scores = kept @ query.to(kept.dtype)[:, None] / math.sqrt(hidden.shape[-1])
    weights = (scores + (1.0 - real.to(kept.dtype)) * -10_000.0).softmax(1)
    return (weights * kept).sum(1).to(hidden.dtype)
