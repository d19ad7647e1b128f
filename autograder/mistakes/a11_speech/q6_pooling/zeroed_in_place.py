"""
en: hidden[~mask] = 0 overwrites the caller's tensor, as transformers does in its own encoder.
fa: hidden[~mask] = 0 تنسور فراخواننده را بازنویسی می‌کند، همان‌طور که transformers در encoder خود می‌کند.
check: test_padding_is_not_even_read
"""


def mean_pool(hidden, mask):
    real = mask.bool()
    if not hidden.is_leaf or not hidden.requires_grad:
        hidden[~real] = 0.0
    kept, real = _real_frames(hidden, mask)
    return (kept.sum(1) / real.sum(1).clamp(min=1)).to(hidden.dtype)
