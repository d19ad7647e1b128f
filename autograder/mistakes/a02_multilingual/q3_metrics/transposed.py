"""
en: Predictions go down and true classes across.
fa: پیش‌بینی در سطر و ردهٔ درست در ستون نوشته می‌شود.
check: test_confusion_counts_and_shares
"""

_upright = confusion


def confusion(labels, predictions, classes, shares_of=None):
    turned = {"labels": "predictions", "predictions": "labels"}.get(shares_of, shares_of)
    return _upright(labels, predictions, classes, turned).T.contiguous()
