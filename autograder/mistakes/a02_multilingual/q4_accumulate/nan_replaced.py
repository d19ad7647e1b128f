"""
en: The NaN of a micro-batch without targets is replaced by 0 instead of sparing the model the pass.
fa: NaN ریزدستهٔ بی‌هدف با 0 عوض می‌شود، به جای آنکه ریزدسته به مدل داده نشود.
check: test_every_target_weighs_alike
"""


def accumulate_gradients(model, micro_batches):
    counts = [count_targets(batch["labels"]) for batch in micro_batches]
    total = sum(counts)
    if not total:
        return float("nan")
    mean = 0.0
    for batch, count in zip(micro_batches, counts, strict=True):
        loss = (model(**batch).loss * (count / total)).nan_to_num(0.0)
        loss.backward()
        mean += loss.item()
    return mean
