"""
en: The scores are not divided by √D: the wider the frames, the more one of them takes all.
fa: امتیازها بر √D تقسیم نمی‌شوند: هر چه قاب پهن‌تر باشد، یکی از قاب‌ها سهم بیشتری را برمی‌دارد.
check: test_attention_is_among_real_frames
"""

import math


def attention_pool(hidden, mask, query):
    kept, real = _real_frames(hidden, mask)
    somewhere = real.any(1, keepdim=True)
    scores = (kept @ query.to(kept.dtype)[:, None]).masked_fill(~real & somewhere, -math.inf)
    return (scores.softmax(1) * kept).sum(1).to(hidden.dtype)
