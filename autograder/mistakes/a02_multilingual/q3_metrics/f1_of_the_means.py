"""
en: Macro F1 is computed from the mean precision and the mean recall.
fa: F1 ماکرو از میانگین دقت مثبت و میانگین بازیابی حساب می‌شود.
check: test_report_of_unbalanced_classes
"""

_plain = report


def report(counts, names):
    result = _plain(counts, names)
    precision, recall = result["macro"]["precision"], result["macro"]["recall"]
    result["macro"]["f1"] = 2 * precision * recall / max(precision + recall, 1e-12)
    return result
