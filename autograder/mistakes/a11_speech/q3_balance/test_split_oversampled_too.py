"""
en: Every split is oversampled, the test split too: its class shares are no longer those the model will meet.
fa: همهٔ بخش‌ها، آزمون هم، بیش‌نمونه‌گیری شده‌اند: سهم کلاس‌هایش دیگر همانی نیست که مدل می‌بیند.
check: test_splitting_comes_first
"""


def prepare_splits(labels, seed, split):
    parts = split(list(labels), seed)
    names = ("train", "validation", "test")
    return {name: oversample(part, labels, seed) for name, part in zip(names, parts, strict=True)}
