"""
en: The expectation counts as met as soon as the interval touches the range: few rows confirm anything.
fa: همین که بازه‌ها به هم برسند met گفته می‌شود: با ردیف‌های کم هر چیزی تأیید می‌شود.
check: test_verdicts_know_the_noise
"""


def verdict(expected, accuracy, n, confidence=0.95):
    low, high = wilson_interval(accuracy, n, confidence)
    if low <= expected[1] and high >= expected[0]:
        return "met"
    return "missed" if high < expected[0] or low > expected[1] else "undecided"
