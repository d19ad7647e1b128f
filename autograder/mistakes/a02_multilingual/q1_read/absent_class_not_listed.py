"""
en: Only the categories that occur are counted; one without rows is missing and not 0.
fa: فقط دسته‌هایی شمرده می‌شوند که هستند؛ دستهٔ بی‌سطر به جای ۰ اصلاً نیست.
check: test_balance_counts_every_class
"""

from collections import Counter


def class_balance(splits):
    balance = {}
    for split, dataset in splits.items():
        names = dataset.features["category"].names
        counts = Counter(names[index] for index in dataset["category"])
        balance[split] = {**counts, "majority": max(counts.values()) / len(dataset)}
    return balance
