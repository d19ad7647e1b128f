"""
en: The first rows of each class are taken, whatever the seed is.
fa: ردیف‌های نخستِ هر رده گرفته می‌شوند، بذر هرچه باشد.
check: test_sets_are_nested_and_seeded
"""


def nested_subsets(train_rows, pool, sizes, seed):
    by_class: dict[str, list[int]] = {}
    for index in pool:
        by_class.setdefault(train_rows[index]["category"], []).append(index)
    orders = [by_class[label] for label in sorted(by_class)]
    for size in sizes:
        if size < 0 or any(size > len(order) for order in orders):
            raise ValueError(f"{size} of each class cannot be drawn from this pool")
    return {size: [index for order in orders for index in order[:size]] for size in sizes}
