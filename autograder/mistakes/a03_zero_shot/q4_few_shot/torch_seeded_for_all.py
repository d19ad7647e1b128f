"""
en: torch's global random numbers are seeded anew, and everybody else's order with them.
fa: اعداد تصادفی سراسری torch از نو بذر می‌گیرند و ترتیب بقیه هم با آن عوض می‌شود.
check: test_sets_are_nested_and_seeded
"""

import torch


def nested_subsets(train_rows, pool, sizes, seed):
    torch.manual_seed(seed)
    by_class: dict[str, list[int]] = {}
    for index in pool:
        by_class.setdefault(train_rows[index]["category"], []).append(index)
    orders = [
        [by_class[label][i] for i in torch.randperm(len(by_class[label])).tolist()]
        for label in sorted(by_class)
    ]
    for size in sizes:
        if size < 0 or any(size > len(order) for order in orders):
            raise ValueError(f"{size} of each class cannot be drawn from this pool")
    return {size: [index for order in orders for index in order[:size]] for size in sizes}
