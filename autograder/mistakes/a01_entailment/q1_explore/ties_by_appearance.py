"""
en: Equally frequent values come in the order in which they were met.
fa: مقدارهای هم‌بسامد به ترتیبی می‌آیند که دیده شده‌اند.
check: test_values_are_counted_in_order
"""


def count_values(rows, column):
    return dict(Counter(row[column] for row in rows).most_common())
