"""
en: The losses are added up and propagated back together: the gradients are right, the memory is that of the big batch.
fa: lossها جمع و با هم پس‌انتشار می‌شوند: گرادیان درست است و حافظه همان حافظهٔ دستهٔ بزرگ.
check: test_one_graph_at_a_time
"""


def accumulate_gradients(model, micro_batches):
    counts = [count_targets(batch["labels"]) for batch in micro_batches]
    total = sum(counts)
    if not total:
        return float("nan")
    loss = sum(
        model(**batch).loss * (count / total)
        for batch, count in zip(micro_batches, counts, strict=True)
        if count
    )
    loss.backward()
    return loss.item()
