"""
en: Classes that do not occur count in the divisor, so that the weights of the examples average less than 1.
fa: کلاس‌هایی که دیده نمی‌شوند در بخش‌یاب شمرده شده‌اند و میانگین وزن نمونه‌ها از 1 کمتر است.
check: test_weights_balance_the_classes
"""

import torch


def class_weights(labels, classes):
    if not len(labels) or labels.min() < 0 or labels.max() >= classes:
        raise ValueError("labels")
    counts = torch.bincount(labels, minlength=classes)
    return torch.where(counts > 0, len(labels) / (classes * counts.clamp(min=1)), 0.0).float()
