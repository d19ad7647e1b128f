"""
en: A row without real frames is 0 / 0: NaN, which spreads to the loss of the batch.
fa: سطر بدون قاب واقعی 0 / 0 است: NaN، که به زیان کل دسته سرایت می‌کند.
check: test_a_row_without_frames_gives_zeros
"""


def mean_pool(hidden, mask):
    kept, real = _real_frames(hidden, mask)
    return (kept.sum(1) / real.sum(1)).to(hidden.dtype)
