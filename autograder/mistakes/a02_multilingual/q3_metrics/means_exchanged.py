"""
en: The plain mean is weighted by the classes' sizes, too.
fa: میانگین ساده هم با اندازهٔ رده‌ها وزن داده شده است.
check: test_one_vs_rest
"""

_right = auc_one_vs_rest


def auc_one_vs_rest(probabilities, labels):
    result = _right(probabilities, labels)
    return {**result, "macro": result["weighted"]}
