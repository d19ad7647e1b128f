"""
en: The gap is not compared with what the two accuracies allow.
fa: شکاف با آنچه دو دقت اجازه می‌دهند سنجیده نمی‌شود.
check: test_the_gap_has_to_fit
"""


def check_expectations(expectations):
    unknown = sorted(set(expectations) - set(EXPECTATIONS))
    if unknown:
        raise ValueError(f"nothing is called {unknown[0]}")
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
    return ranges
