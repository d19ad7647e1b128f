"""
en: The middle of the interval decides: there is always a winner.
fa: وسط بازه تصمیم می‌گیرد: همیشه برنده‌ای هست.
check: test_the_verdict_follows_the_interval
"""


def verdict(name_a, name_b, low, high):
    if not low <= high:
        raise ValueError("no interval")
    if low + high > 0:
        return f"{name_a} is better"
    return f"{name_b} is better" if low + high < 0 else "not significantly different"
