"""
en: A class without examples is divided by: its weight is infinite.
fa: بر شمار نمونه‌های کلاسی بدون نمونه بخش شده و وزنش بی‌نهایت است.
check: test_weights_balance_the_classes
"""

import torch


def class_weights(labels, classes):
    if not len(labels) or labels.min() < 0 or labels.max() >= classes:
        raise ValueError("labels")
    counts = torch.bincount(labels, minlength=classes).float()
    return len(labels) / ((counts > 0).sum() * counts)
