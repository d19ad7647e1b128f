"""
en: Rows are oversampled first and split after, so that copies of a training row are in the test split.
fa: نخست بیش‌نمونه‌گیری و سپس تقسیم شده و نسخهٔ سطرهای آموزش در آزمون است.
check: test_splitting_comes_first
"""


def prepare_splits(labels, seed, split):
    copies = oversample(range(len(labels)), labels, seed)
    parts = split([labels[index] for index in copies], seed)
    names = ("train", "validation", "test")
    return {name: [copies[place] for place in part] for name, part in zip(names, parts, strict=True)}
