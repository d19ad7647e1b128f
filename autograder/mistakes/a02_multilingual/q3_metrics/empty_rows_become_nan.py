"""
en: A class without rows is divided by zero.
fa: رده‌ای که سطر ندارد بر صفر تقسیم می‌شود.
check: test_confusion_counts_and_shares
"""

_counted = confusion


def confusion(labels, predictions, classes, shares_of=None):
    if shares_of not in (None, "labels", "predictions"):
        raise ValueError(shares_of)
    counts = _counted(labels, predictions, classes)
    if shares_of is None:
        return counts
    return counts / counts.sum(dim=1 if shares_of == "labels" else 0, keepdim=True)
