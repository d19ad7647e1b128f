"""
en: The rows of a second pass are numbered by their place in what the first pass left.
fa: ردیف‌های گذر دوم با جایشان در باقی‌ماندهٔ گذر اول شماره می‌خورند.
check: test_the_first_of_equal_rows_stays
"""


def clean(rows, normalise):
    dropped, left, labels = [], [], {}
    for index, row in enumerate(rows):
        if row["label"] not in LABELS:
            dropped.append({"row": index, "reason": "label"})
        elif not all(any(mark.isalnum() for mark in row[key]) for key in SENTENCES):
            dropped.append({"row": index, "reason": "no words"})
        else:
            left.append(row)
            labels.setdefault(_pair(row, normalise), set()).add(row["label"])
    kept, seen = [], set()
    for index, row in enumerate(left):
        pair = _pair(row, normalise)
        if len(labels[pair]) > 1:
            dropped.append({"row": index, "reason": "conflict"})
        elif pair in seen:
            dropped.append({"row": index, "reason": "duplicate"})
        else:
            kept.append(row)
        seen.add(pair)
    return {"rows": kept, "dropped": dropped}
