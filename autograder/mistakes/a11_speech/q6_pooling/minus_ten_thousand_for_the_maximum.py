"""
en: The maximum fills the padding with −10000, a habit from half precision: there are lower values.
fa: بیشینه پُرکننده را با -10000 پر می‌کند که عادت دقت نیمه است: مقدار کوچک‌تر از آن هست.
check: test_the_largest_of_real_frames
"""


def max_pool(hidden, mask):
    real = mask.bool()[:, :, None]
    return hidden.masked_fill(~real, -1e4).amax(1).masked_fill(~real.any(1), 0.0)
