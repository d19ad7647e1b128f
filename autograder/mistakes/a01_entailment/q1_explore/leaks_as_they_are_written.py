"""
en: The two splits are compared as they are written.
fa: دو بخش همان‌طور که نوشته شده‌اند مقایسه می‌شوند.
check: test_leaked_rows_are_found
"""


def leaked_rows(known, rows, normalise):
    pairs = {(row["sent1"], row["sent2"]) for row in known}
    return [index for index, row in enumerate(rows) if (row["sent1"], row["sent2"]) in pairs]
