"""
en: The level of confidence is taken but not passed on.
fa: سطح اطمینان گرفته می‌شود ولی به بازه نمی‌رسد.
check: test_verdicts_know_the_noise
"""


def verdict(expected, accuracy, n, confidence=0.95):
    low, high = wilson_interval(accuracy, n)
    if expected[0] <= accuracy <= expected[1]:
        return "met"
    return "missed" if high < expected[0] or low > expected[1] else "undecided"
