"""
en: The caller's rows are changed in place instead of being copied.
fa: به جای رونوشت گرفتن، سطرهای خود فراخواننده تغییر می‌کنند.
check: test_rows_keep_their_labels
"""


def preprocess(rows, steps):
    for row in rows:
        for step in steps:
            row["premise"] = step(row["premise"])
            row["hypothesis"] = step(row["hypothesis"])
    return rows
