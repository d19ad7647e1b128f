"""
en: hidden.float() halves float64 too: its digits are lost although the result has the right dtype.
fa: تابع hidden.float() رقم‌های float64 را هم نصف می‌کند، هرچند نوع نتیجه درست است.
check: test_half_precision_loses_nothing
"""

_mean, _attention = mean_pool, attention_pool


def mean_pool(hidden, mask):
    return _mean(hidden.float(), mask).to(hidden.dtype)


def attention_pool(hidden, mask, query):
    return _attention(hidden.float(), mask, query.float()).to(hidden.dtype)
