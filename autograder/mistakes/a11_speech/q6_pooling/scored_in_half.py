"""
en: Scores are computed in the dtype of hidden: in float16 a product overflows, in bfloat16 frames become alike.
fa: امتیازها در همان نوع hidden حساب می‌شوند: در float16 حاصل‌ضرب سرریز می‌کند و در bfloat16 قاب‌ها یکسان می‌شوند.
check: test_half_precision_loses_nothing
"""

import math


def attention_pool(hidden, mask, query):
    real = mask.bool()[:, :, None]
    kept = hidden.masked_fill(~real, 0.0)
    scores = (kept @ query / math.sqrt(hidden.shape[-1]))[:, :, None]
    weights = scores.masked_fill(~real & real.any(1, keepdim=True), -math.inf).softmax(1)
    return (weights * kept).sum(1)
