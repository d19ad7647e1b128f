"""
en: The maximum fills the padding with −1e9: there are lower values, and float16 does not even have that one.
fa: بیشینه پُرکننده را با -1e9 پر می‌کند: مقدار کوچک‌تر از آن هست و float16 حتی خود آن را ندارد.
check: test_the_largest_of_real_frames
"""


def max_pool(hidden, mask):
    real = mask.bool()[:, :, None]
    return hidden.masked_fill(~real, -1e9).amax(1).masked_fill(~real.any(1), 0.0)
