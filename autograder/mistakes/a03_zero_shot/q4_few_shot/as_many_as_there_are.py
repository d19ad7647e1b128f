"""
en: A slice swallows any size: a class gives what it has, and the set is not balanced.
fa: برش هر اندازه‌ای را می‌پذیرد: هر رده آنچه دارد می‌دهد و مجموعه نامتوازن می‌شود.
check: test_impossible_sizes_are_refused
"""

import random


def nested_subsets(train_rows, pool, sizes, seed):
    rng = random.Random(seed)
    by_class: dict[str, list[int]] = {}
    for index in pool:
        by_class.setdefault(train_rows[index]["category"], []).append(index)
    orders = [rng.sample(by_class[label], k=len(by_class[label])) for label in sorted(by_class)]
    for size in sizes:
        if size < 0:
            raise ValueError(f"{size} of each class cannot be drawn from this pool")
    return {size: [index for order in orders for index in order[:size]] for size in sizes}
