"""
en: Whatever lies outside the range is missed, although the rows are too few to tell.
fa: هرچه بیرون بازه باشد missed است، هرچند ردیف‌ها برای چنین حکمی کم‌اند.
check: test_verdicts_know_the_noise
"""


def verdict(expected, accuracy, n, confidence=0.95):
    wilson_interval(accuracy, n, confidence)
    if expected[0] <= accuracy <= expected[1]:
        return "met"
    return "missed"
