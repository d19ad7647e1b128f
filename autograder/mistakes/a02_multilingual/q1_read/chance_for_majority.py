"""
en: The majority is taken to be one over the number of classes, as if the classes were equally frequent.
fa: سهم پرشمارترین رده یک تقسیم بر شمار رده‌ها گرفته شده است، گویی رده‌ها هم‌اندازه‌اند.
check: test_balance_counts_every_class
"""

_counted = class_balance


def class_balance(splits):
    return {
        split: {**counts, "majority": 1 / (len(counts) - 1)} for split, counts in _counted(splits).items()
    }
