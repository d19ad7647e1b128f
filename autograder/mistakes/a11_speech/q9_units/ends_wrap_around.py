"""
en: Rows are rolled: the differences at the beginning look at the end.
fa: سطرها چرخانده می‌شوند و تفاضلِ آغاز به پایان نگاه می‌کند.
check: test_differences_are_slopes
"""


def _differences(rows):
    return sum(k * (rows.roll(-k, 0) - rows.roll(k, 0)) for k in (1, 2)) / 10
