"""
en: Examples are drawn with replacement: some come twice, about a third not at all.
fa: نمونه‌ها با جایگذاری انتخاب می‌شوند: بعضی دو بار می‌آیند و حدود یک‌سومشان اصلاً نمی‌آیند.
check: test_each_example_comes_once_with_its_label
"""

import torch


def make_batches(encoded, labels, batch_size, generator):
    count = len(labels)
    order = (
        torch.arange(count) if generator is None else torch.randint(0, count, (count,), generator=generator)
    )
    return [
        {**{key: values[chosen] for key, values in encoded.items()}, "labels": labels[chosen]}
        for chosen in order.split(batch_size)
    ]
