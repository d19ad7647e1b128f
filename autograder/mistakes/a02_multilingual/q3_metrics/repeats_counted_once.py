"""
en: Without accumulate=True, repeated pairs overwrite each other: every cell holds at most 1.
fa: بدون accumulate=True جفت‌های تکراری روی هم نوشته می‌شوند و هر خانه حداکثر ۱ است.
check: test_confusion_counts_and_shares
"""

import torch


def confusion(labels, predictions, classes, shares_of=None):
    if shares_of not in (None, "labels", "predictions"):
        raise ValueError(shares_of)
    counts = torch.zeros(classes, classes, dtype=torch.float64)
    counts[labels, predictions] += 1
    if shares_of is None:
        return counts
    return counts / counts.sum(dim=1 if shares_of == "labels" else 0, keepdim=True).clamp(min=1)
