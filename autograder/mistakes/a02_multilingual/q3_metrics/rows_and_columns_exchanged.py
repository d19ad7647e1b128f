"""
en: Shares of the labels divide the columns, and those of the predictions the rows.
fa: سهم برچسب‌ها بر جمع ستون و سهم پیش‌بینی‌ها بر جمع سطر تقسیم می‌شود.
check: test_confusion_counts_and_shares
"""

_right = confusion


def confusion(labels, predictions, classes, shares_of=None):
    turned = {"labels": "predictions", "predictions": "labels"}.get(shares_of, shares_of)
    return _right(labels, predictions, classes, turned)
