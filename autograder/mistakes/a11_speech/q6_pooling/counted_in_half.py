"""
en: The real frames are counted in the dtype of the mask: in half precision 3001 of them are 3000.
fa: قاب‌های واقعی در نوع خود ماسک شمرده می‌شوند: در دقت نیمه 3001 قاب می‌شود 3000.
check: test_half_precision_loses_nothing
"""


def mean_pool(hidden, mask):
    kept, _ = _real_frames(hidden, mask)
    return (kept.sum(1) / mask.sum(1, keepdim=True).clamp(min=1)).to(hidden.dtype)
