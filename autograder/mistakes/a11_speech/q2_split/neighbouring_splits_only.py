"""
en: Training is compared with the others, but validation and test are not compared with each other.
fa: آموزش با بقیه سنجیده شده، اما اعتبارسنجی و آزمون با یکدیگر نه.
check: test_overlaps_are_found
"""


def overlap(groups, splits):
    first, *others = [{groups[index] for index in split} for split in splits]
    return sorted(first & set().union(*others))
