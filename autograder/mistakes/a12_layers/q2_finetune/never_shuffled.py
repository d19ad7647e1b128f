"""
en: The examples stay in their order: every epoch has the same batches.
fa: نمونه‌ها به ترتیب می‌مانند: هر دوره همان دسته‌ها را دارد.
check: test_the_generator_decides_the_order
"""


def make_batches(encoded, labels, batch_size, generator):
    return [
        {
            **{key: values[start : start + batch_size] for key, values in encoded.items()},
            "labels": labels[start : start + batch_size],
        }
        for start in range(0, len(labels), batch_size)
    ]
