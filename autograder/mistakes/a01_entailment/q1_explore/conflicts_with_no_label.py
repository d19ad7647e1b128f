"""
en: A row labelled «-» makes a conflict with its good twin, which is dropped too.
fa: ردیفی با برچسب «-» با همزاد خوبش conflict می‌سازد و آن هم می‌رود.
check: test_the_first_of_equal_rows_stays
"""


def clean(rows, normalise):
    reasons = {}
    for index, row in enumerate(rows):
        if row["label"] not in LABELS:
            reasons[index] = "label"
        elif not all(any(mark.isalnum() for mark in row[key]) for key in ("sent1", "sent2")):
            reasons[index] = "no words"
    pairs = {
        index: (normalise(row["sent1"]), normalise(row["sent2"])) for index, row in enumerate(rows) if True
    }
    labels = {}
    for index, pair in pairs.items():
        labels.setdefault(pair, set()).add(rows[index]["label"])
    seen = set()
    for index, pair in pairs.items():
        if index in reasons:
            continue
        if len(labels[pair]) > 1:
            reasons[index] = "conflict"
        elif pair in seen:
            reasons[index] = "duplicate"
        seen.add(pair)
    return {
        "rows": [row for index, row in enumerate(rows) if index not in reasons],
        "dropped": [{"row": index, "reason": reasons[index]} for index in sorted(reasons)],
    }
