"""
en: The size is shared among the classes instead of counting for each.
fa: size میان رده‌ها تقسیم می‌شود، نه اینکه برای هر رده باشد.
check: test_sets_are_balanced
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
    return {size: [index for order in orders for index in order[: size // len(orders)]] for size in sizes}
