"""
en: An interval upside down, or of NaN, gets a verdict.
fa: بازهٔ وارونه یا NaN هم حکم می‌گیرد.
check: test_the_verdict_follows_the_interval
"""


def verdict(name_a, name_b, low, high):
    if low > 0:
        return f"{name_a} is better"
    return f"{name_b} is better" if high < 0 else "not significantly different"
