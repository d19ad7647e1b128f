"""
en: A row is a leak only if its label agrees as well.
fa: ردیف فقط وقتی نشتی شمرده می‌شود که برچسبش هم یکی باشد.
check: test_leaked_rows_are_found
"""


def leaked_rows(known, rows, normalise):
    pairs = {(*_pair(row, normalise), row["label"]) for row in known}
    return [index for index, row in enumerate(rows) if (*_pair(row, normalise), row["label"]) in pairs]
