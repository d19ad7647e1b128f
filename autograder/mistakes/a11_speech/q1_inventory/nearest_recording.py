"""
en: The nearest recording stands for the percentile; nothing is interpolated.
fa: نزدیک‌ترین ضبط به جای صدک می‌نشیند و درون‌یابی نمی‌شود.
check: test_percentiles_are_interpolated
"""


def duration_percentiles(rows, q):
    if not rows:
        raise ValueError("no rows")
    lengths = sorted(row["seconds"] for row in rows)
    return [lengths[round(percent / 100 * (len(lengths) - 1))] for percent in q]
