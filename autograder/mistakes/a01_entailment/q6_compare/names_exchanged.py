"""
en: The winner's name is the other's.
fa: نام برنده جابه‌جاست.
check: test_the_verdict_follows_the_interval
"""


def verdict(name_a, name_b, low, high):
    if not low <= high:
        raise ValueError("no interval")
    if high < 0:
        return f"{name_a} is better"
    return f"{name_b} is better" if low > 0 else "not significantly different"
