"""
en: All examples are shuffled and cut together, so that rare classes are missing from a split by chance.
fa: همهٔ نمونه‌ها با هم بُر خورده و بریده شده‌اند و کلاس‌های کمیاب اتفاقی از یک تقسیم جا می‌مانند.
check: test_classes_are_split_in_shares
"""

import itertools
import math
import random


def stratified_split(labels, seed, shares=(0.8, 0.1, 0.1)):
    if min(shares) < 0 or not math.isclose(sum(shares), 1):
        raise ValueError("shares")
    order = list(range(len(labels)))
    random.Random(seed).shuffle(order)
    places = [round(sum(shares[:number]) * len(order)) for number in range(len(shares) + 1)]
    return tuple(order[start:stop] for start, stop in itertools.pairwise(places))
