"""
en: An interval that ends at 0 is taken for significant.
fa: بازه‌ای که سرش 0 است معنادار شمرده می‌شود.
check: test_the_verdict_follows_the_interval
"""


def verdict(name_a, name_b, low, high):
    if not low <= high:
        raise ValueError("no interval")
    if low >= 0:
        return f"{name_a} is better"
    return f"{name_b} is better" if high <= 0 else "not significantly different"
