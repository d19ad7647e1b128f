"""
en: A single step of Lloyd follows each start.
fa: پس از هر آغاز فقط یک گام Lloyd برداشته می‌شود.
check: test_units_are_means_of_their_rows
"""

import warnings

import torch
from sklearn.cluster import KMeans


def fit_units(features, units, seed):
    if len(features) < units:
        raise ValueError("too few rows")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        means = KMeans(units, n_init=10, max_iter=1, random_state=seed).fit(features.numpy())
    return torch.from_numpy(means.cluster_centers_).float()
