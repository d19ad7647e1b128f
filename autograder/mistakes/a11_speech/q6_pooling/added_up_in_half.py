"""
en: The sum stays in the dtype of hidden: in float16 it overflows over a long clip.
fa: جمع در همان نوع hidden می‌ماند: در float16 روی قطعهٔ بلند سرریز می‌کند.
check: test_half_precision_loses_nothing
"""


def mean_pool(hidden, mask):
    real = mask.bool()[:, :, None]
    kept = hidden.masked_fill(~real, 0.0)
    return (kept.sum(1) / real.sum(1).clamp(min=1)).to(hidden.dtype)
