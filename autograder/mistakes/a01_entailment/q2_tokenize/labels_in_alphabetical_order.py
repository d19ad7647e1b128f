"""
en: The labels are numbered in the order of the alphabet: c, e, n.
fa: برچسب‌ها به ترتیب الفبا شماره می‌گیرند: c، e، n.
check: test_labels_are_numbered
"""


def label_ids(labels):
    numbers = {label: number for number, label in enumerate(sorted(LABELS))}
    for label in labels:
        if label not in numbers:
            raise ValueError(f"unknown label {label}")
    return [numbers[label] for label in labels]
