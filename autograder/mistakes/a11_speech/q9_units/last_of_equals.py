"""
en: Of equally near units the one with the highest number is taken.
fa: از واحدهای به یک اندازه نزدیک، آن که شمارهٔ بیشتری دارد برداشته می‌شود.
check: test_frames_get_the_nearest_unit
"""

import torch


def assign_units(features, centroids):
    return len(centroids) - 1 - torch.cdist(features, centroids.flip(0)).argmin(dim=1)
