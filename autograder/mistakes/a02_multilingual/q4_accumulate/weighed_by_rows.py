"""
en: The weights are numbers of rows where the loss is a mean over tokens.
fa: وزن‌ها شمار سطرهاست، با آنکه loss میانگین روی توکن‌هاست.
check: test_every_target_weighs_alike
"""


def accumulate_gradients(model, micro_batches):
    total = sum(len(batch["labels"]) for batch in micro_batches)
    mean = 0.0
    for batch in micro_batches:
        loss = model(**batch).loss * (len(batch["labels"]) / total)
        loss.backward()
        mean += loss.item()
    return mean
