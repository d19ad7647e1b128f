"""
en: The scores are computed from the raw padding and masked then: forwards all is well, and the query's gradient is 0 · NaN.
fa: امتیازها از پُرکنندهٔ خام حساب و بعد ماسک می‌شوند: در مسیر رفت همه چیز درست است و گرادیان پرسش 0 · NaN.
check: test_gradients_reach_real_frames_only
"""

import math


def attention_pool(hidden, mask, query):
    kept, real = _real_frames(hidden, mask)
    scores = hidden.to(kept.dtype) @ query.to(kept.dtype)[:, None] / math.sqrt(hidden.shape[-1])
    scores = scores.masked_fill(~real, -math.inf).masked_fill(~real.any(1, keepdim=True), 0.0)
    return (scores.softmax(1) * kept).sum(1).to(hidden.dtype)
