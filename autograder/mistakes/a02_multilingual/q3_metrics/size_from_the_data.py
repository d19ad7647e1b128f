"""
en: The matrix is as large as the classes that occur, so that two models' matrices may not fit each other.
fa: اندازهٔ ماتریس از رده‌هایی می‌آید که دیده شده‌اند و ماتریس دو مدل شاید با هم جور نباشد.
check: test_confusion_counts_and_shares
"""

import torch

_sized = confusion


def confusion(labels, predictions, classes, shares_of=None):
    return _sized(labels, predictions, int(torch.cat([labels, predictions]).max()) + 1, shares_of)
