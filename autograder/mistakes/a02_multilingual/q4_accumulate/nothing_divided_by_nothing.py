"""
en: A micro-batch without targets is propagated back with the weight 0: 0 times NaN is NaN.
fa: ریزدستهٔ بی‌هدف با وزن ۰ پس‌انتشار می‌شود: صفر ضربدر NaN باز NaN است.
check: test_every_target_weighs_alike
"""


def accumulate_gradients(model, micro_batches):
    counts = [count_targets(batch["labels"]) for batch in micro_batches]
    total = sum(counts)
    if not total:
        return float("nan")
    mean = 0.0
    for batch, count in zip(micro_batches, counts, strict=True):
        loss = model(**batch).loss * (count / total)
        loss.backward()
        mean += loss.item()
    return mean
