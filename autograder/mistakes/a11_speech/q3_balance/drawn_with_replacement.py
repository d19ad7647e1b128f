"""
en: The rows of a small class are drawn with replacement, so that some never come.
fa: سطرهای کلاس کوچک با جایگذاری برداشته شده‌اند و برخی هرگز نمی‌آیند.
check: test_copies_make_classes_equal
"""

import random


def oversample(indices, labels, seed):
    rng = random.Random(seed)
    by_class = {}
    for index in indices:
        by_class.setdefault(labels[index], []).append(index)
    largest = max(map(len, by_class.values()), default=0)
    result = [index for members in by_class.values() for index in rng.choices(members, k=largest)]
    rng.shuffle(result)
    return result
