"""
en: A class without a value enters the mean as 0.
fa: رده‌ای که مقدار ندارد با ۰ وارد میانگین می‌شود.
check: test_one_vs_rest
"""

_right = auc_one_vs_rest


def auc_one_vs_rest(probabilities, labels):
    result = _right(probabilities, labels)
    if result["macro"] is not None:
        result["macro"] = sum(value or 0.0 for value in result["classes"]) / len(result["classes"])
    return result
