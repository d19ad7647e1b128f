"""
en: All differences are held in one tensor (n, units, d), which does not fit into memory.
fa: همهٔ تفاضل‌ها در یک تنسور (n, units, d) نگه داشته می‌شود که در حافظه جا نمی‌شود.
check: test_frames_get_the_nearest_unit
"""


def assign_units(features, centroids):
    return (features[:, None] - centroids[None]).square().sum(-1).argmin(dim=1)
