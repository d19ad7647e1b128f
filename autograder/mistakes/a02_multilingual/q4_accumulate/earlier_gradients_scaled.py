"""
en: What is in .grad is divided by the number of targets at the end, with what was there before.
fa: در پایان هر چه در .grad هست، حتی آنچه از پیش بود، بر شمار هدف‌ها تقسیم می‌شود.
check: test_gradients_are_added
"""


def accumulate_gradients(model, micro_batches):
    counts = [count_targets(batch["labels"]) for batch in micro_batches]
    if not sum(counts):
        return float("nan")
    total = 0.0
    for batch, count in zip(micro_batches, counts, strict=True):
        if count:
            loss = model(**batch).loss * count
            loss.backward()
            total += loss.item()
    for parameter in model.parameters():
        parameter.grad /= sum(counts)
    return total / sum(counts)
