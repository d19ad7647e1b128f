"""
en: The size to reach is counted over all labels, validation and test included, not over the given rows.
fa: اندازهٔ هدف روی همهٔ برچسب‌ها، با اعتبارسنجی و آزمون، شمرده شده نه روی سطرهای داده‌شده.
check: test_copies_make_classes_equal
"""

import random
from collections import Counter


def oversample(indices, labels, seed):
    rng = random.Random(seed)
    by_class = {}
    for index in indices:
        by_class.setdefault(labels[index], []).append(index)
    largest = max(Counter(labels).values())
    result = []
    for members in by_class.values():
        rounds, rest = divmod(largest, len(members))
        result += members * rounds + rng.sample(members, rest)
    rng.shuffle(result)
    return result
