"""
en: The draw is made for the largest size, so that the sets depend on which sizes are asked for.
fa: قرعه برای بزرگ‌ترین اندازه کشیده می‌شود و مجموعه‌ها به اندازه‌های خواسته‌شده وابسته‌اند.
check: test_sets_are_nested_and_seeded
"""

import random


def nested_subsets(train_rows, pool, sizes, seed):
    rng = random.Random(seed)
    by_class: dict[str, list[int]] = {}
    for index in pool:
        by_class.setdefault(train_rows[index]["category"], []).append(index)
    orders = [
        rng.sample(by_class[label], k=min(len(by_class[label]), max(0, *sizes, 0)))
        for label in sorted(by_class)
    ]
    for size in sizes:
        if size < 0 or any(size > len(each) for each in by_class.values()):
            raise ValueError(f"{size} of each class cannot be drawn from this pool")
    return {size: [index for order in orders for index in order[:size]] for size in sizes}
