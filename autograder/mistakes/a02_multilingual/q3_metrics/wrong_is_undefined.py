"""
en: A class that is always missed is called undefined, though its precision and recall are 0.
fa: رده‌ای که همیشه از دست می‌رود تعریف‌نشده خوانده می‌شود، با آنکه دقت مثبت و بازیابی‌اش ۰ است.
check: test_undefined_scores_are_named
"""

_plain = report


def report(counts, names):
    result = _plain(counts, names)
    result["undefined"] = [
        f"{key} of {name}" for name in names for key in ("precision", "recall") if result[name][key] == 0
    ]
    return result
