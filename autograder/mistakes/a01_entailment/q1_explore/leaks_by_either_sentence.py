"""
en: Both sentences are known, but not from one and the same row.
fa: هر دو جمله آشنا هستند، ولی نه از یک ردیف.
check: test_leaked_rows_are_found
"""


def leaked_rows(known, rows, normalise):
    firsts = {normalise(row["sent1"]) for row in known}
    return [index for index, row in enumerate(rows) if normalise(row["sent1"]) in firsts]
