"""
en: Rows are predictions and columns are true classes.
fa: سطرها پیش‌بینی‌اند و ستون‌ها ردهٔ واقعی.
check: test_confusions_are_counted
"""

import torch


def confusion_matrix(labels, predictions, classes):
    pairs = predictions * classes + labels
    return torch.bincount(pairs, minlength=classes * classes).view(classes, classes)
