"""
en: The copies are appended after the originals and nothing is shuffled: the last batches hold one class each.
fa: نسخه‌ها پس از اصل‌ها می‌آیند و چیزی بُر نمی‌خورد: دسته‌های آخر هر کدام یک کلاس‌اند.
check: test_copies_are_mixed
"""

import random


def oversample(indices, labels, seed):
    rng = random.Random(seed)
    by_class = {}
    for index in indices:
        by_class.setdefault(labels[index], []).append(index)
    largest = max(map(len, by_class.values()), default=0)
    result = list(indices)
    for members in by_class.values():
        rounds, rest = divmod(largest, len(members))
        result += members * (rounds - 1) + rng.sample(members, rest)
    return result
