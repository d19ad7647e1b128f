"""
en: The unit with the largest scalar product is taken for the nearest.
fa: واحدی که بزرگ‌ترین ضرب داخلی را دارد نزدیک‌ترین گرفته می‌شود.
check: test_frames_get_the_nearest_unit
"""


def assign_units(features, centroids):
    return (features @ centroids.T).argmax(dim=1)
