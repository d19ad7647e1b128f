"""
en: The maximum fills the padding with a finite number such as −10000 or −1e9: there are lower values.
fa: بیشینه پُرکننده را با عددی متناهی مانند -10000 یا -1e9 پر می‌کند: مقدارهایی از آن کوچک‌تر هم هست.
check: test_the_largest_of_real_frames
"""


def max_pool(hidden, mask):
    real = mask.bool()[:, :, None]
    return hidden.masked_fill(~real, -1e9).amax(1).masked_fill(~real.any(1), 0.0)
