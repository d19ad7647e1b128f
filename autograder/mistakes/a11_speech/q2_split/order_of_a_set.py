"""
en: The classes are walked through as a set has them: strings hash differently in each process, and so does the split.
fa: کلاس‌ها به ترتیب set پیموده شده‌اند: هش رشته‌ها در هر پردازه فرق می‌کند و تقسیم هم.
check: test_the_seed_alone_decides
"""

import random


def stratified_split(labels, seed, shares=(0.8, 0.1, 0.1)):
    _check_shares(shares)
    rng = random.Random(seed)
    splits = tuple([] for _ in shares)
    for label in set(labels):
        members = [index for index, other in enumerate(labels) if other == label]
        rng.shuffle(members)
        for split, size in zip(splits, _sizes(len(members), shares), strict=True):
            split.extend(members[:size])
            members = members[size:]
    return splits
