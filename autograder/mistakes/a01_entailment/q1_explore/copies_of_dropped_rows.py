"""
en: A row is a duplicate of a row that was dropped for its label, and the pair is lost altogether.
fa: ردیف، تکراریِ ردیفی شمرده می‌شود که به‌خاطر برچسبش رفته، و جفت به‌کلی از دست می‌رود.
check: test_the_first_of_equal_rows_stays
"""


def clean(rows, normalise):
    dropped, kept, labels, seen = [], [], {}, set()
    for row in rows:
        if row["label"] in LABELS:
            labels.setdefault(_pair(row, normalise), set()).add(row["label"])
    for index, row in enumerate(rows):
        pair, reason = _pair(row, normalise), None
        if row["label"] not in LABELS:
            reason = "label"
        elif not all(any(mark.isalnum() for mark in row[key]) for key in SENTENCES):
            reason = "no words"
        elif len(labels[pair]) > 1:
            reason = "conflict"
        elif pair in seen:
            reason = "duplicate"
        seen.add(pair)
        if reason:
            dropped.append({"row": index, "reason": reason})
        else:
            kept.append(row)
    return {"rows": kept, "dropped": dropped}
