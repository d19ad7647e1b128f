"""
en: The padding is zeroed, but the sum is divided by T: a short clip has a small mean.
fa: پُرکننده صفر می‌شود ولی جمع بر T تقسیم می‌شود: میانگین قطعهٔ کوتاه کوچک است.
check: test_the_mean_is_over_real_frames
"""


def mean_pool(hidden, mask):
    kept, _ = _real_frames(hidden, mask)
    return kept.mean(1).to(hidden.dtype)
