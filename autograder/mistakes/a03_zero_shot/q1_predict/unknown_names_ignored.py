"""
en: A misspelt name is silently dropped.
fa: نام غلط بی‌صدا کنار گذاشته می‌شود.
check: test_impossible_expectations_are_refused
"""


def check_expectations(expectations):
    ranges = {}
    for name in EXPECTATIONS:
        bounds = expectations.get(name)
        if not isinstance(bounds, list | tuple) or len(bounds) != 2:
            raise ValueError(f"{name} needs a range of two numbers")
        if any(isinstance(bound, bool) or not isinstance(bound, int | float) for bound in bounds):
            raise ValueError(f"{name} holds something that is no number")
        low, high = map(float, bounds)
        if not (-1 if name == "gap" else 0) <= low <= high <= 1:
            raise ValueError(f"{name} cannot be between {low} and {high}")
        ranges[name] = (low, high)
    inside, outside, gap = (ranges[name] for name in EXPECTATIONS)
    if gap[1] < inside[0] - outside[1] or gap[0] > inside[1] - outside[0]:
        raise ValueError(f"the gap cannot be between {gap[0]} and {gap[1]} if the accuracies are as expected")
    return ranges
