"""
en: map decodes and prepares the whole data set at once.
fa: map همهٔ مجموعه‌داده را یک‌جا رمزگشایی و آماده می‌کند.
check: test_nothing_is_decoded_before_it_is_read
"""


def prepare(dataset, processor):
    prepared = dataset.map(
        lambda examples: transform_batch(examples, processor),
        batched=True,
        remove_columns=dataset.column_names,
    )
    return prepared.with_format("torch")
