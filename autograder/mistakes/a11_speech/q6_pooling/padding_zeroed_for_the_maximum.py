"""
en: The padding is set to 0 before the maximum, and beats every negative value.
fa: پُرکننده پیش از بیشینه 0 می‌شود و از هر مقدار منفی می‌برد.
check: test_the_largest_of_real_frames
"""


def max_pool(hidden, mask):
    kept, _ = _real_frames(hidden, mask)
    return kept.amax(1).to(hidden.dtype)
