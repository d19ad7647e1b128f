"""
en: 1e-7 is added to the variance, so that a whisper stays a whisper.
fa: به واریانس 1e-7 افزوده شده و نجوا همان نجوا مانده است.
check: test_normalised_in_double_precision
"""


def normalise(samples):
    exact = samples.astype(np.float64)
    return ((exact - exact.mean()) / np.sqrt(exact.var() + 1e-7)).astype(np.float32)
