"""
en: For each seed the better single view of that seed is taken, which nobody could have known beforehand.
fa: برای هر بذر زبان بهترِ همان بذر برداشته می‌شود که هیچ‌کس از پیش نمی‌توانست بداند.
check: test_the_interval_of_the_difference
"""

_fair = compare_views


def compare_views(scores, margin=0.01, confidence=0.95):
    result = _fair(scores, margin, confidence)
    best = [max(pair) for pair in zip(scores["english"], scores["persian"], strict=True)]
    other = _fair(
        {"english": best, "persian": [-1.0] * len(best), "both": scores["both"]}, margin, confidence
    )
    return {**other, "better": result["better"]}
