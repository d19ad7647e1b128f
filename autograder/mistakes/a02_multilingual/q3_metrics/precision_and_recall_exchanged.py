"""
en: Precision is divided by the row's sum and recall by the column's.
fa: دقت مثبت بر جمع سطر و بازیابی بر جمع ستون تقسیم می‌شود.
check: test_report_of_unbalanced_classes
"""

_plain = report


def report(counts, names):
    result = _plain(counts.T, names)
    support = counts.sum(dim=1)
    for index, name in enumerate(names):
        result[name]["support"] = int(support[index])
    return result
