"""
en: Every size is drawn anew: a larger set has other examples, not only more.
fa: هر اندازه از نو کشیده می‌شود: مجموعهٔ بزرگ‌تر نمونه‌های دیگری دارد، نه فقط بیشتر.
check: test_sets_are_nested_and_seeded
"""

import random


def nested_subsets(train_rows, pool, sizes, seed):
    rng = random.Random(seed)
    by_class: dict[str, list[int]] = {}
    for index in pool:
        by_class.setdefault(train_rows[index]["category"], []).append(index)
    orders = [rng.sample(by_class[label], k=len(by_class[label])) for label in sorted(by_class)]
    for size in sizes:
        if size < 0 or any(size > len(order) for order in orders):
            raise ValueError(f"{size} of each class cannot be drawn from this pool")
    return {size: [index for order in orders for index in rng.sample(order, k=size)] for size in sizes}
