"""
en: The right number is drawn from all classes together, and some get more than others.
fa: شمار درست از همهٔ رده‌ها با هم کشیده می‌شود و به بعضی بیشتر می‌رسد.
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
    order = rng.sample(list(pool), k=len(pool))
    return {size: order[: size * len(orders)] for size in sizes}
