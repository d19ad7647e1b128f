"""
en: K-means starts once, from random rows, and gets stuck.
fa: k-means یک بار و از سطرهای تصادفی آغاز می‌کند و گیر می‌افتد.
check: test_units_are_means_of_their_rows
"""

import torch
from sklearn.cluster import KMeans


def fit_units(features, units, seed):
    if len(features) < units:
        raise ValueError("too few rows")
    means = KMeans(units, init="random", n_init=1, random_state=seed).fit(features.numpy())
    return torch.from_numpy(means.cluster_centers_).float()
