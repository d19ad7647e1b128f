"""
en: A pair of two equal sentences is taken for a fault, though it is plain entailment.
fa: جفتی که دو جمله‌اش یکی است خطا شمرده می‌شود، در حالی که استلزام روشنی است.
check: test_good_rows_stay_as_they_are
"""


def clean(rows, normalise):
    reasons = {}
    for index, row in enumerate(rows):
        if row["label"] not in LABELS or row["sent1"] == row["sent2"]:
            reasons[index] = "label"
        elif not all(any(mark.isalnum() for mark in row[key]) for key in ("sent1", "sent2")):
            reasons[index] = "no words"
    pairs = {
        index: (normalise(row["sent1"]), normalise(row["sent2"]))
        for index, row in enumerate(rows)
        if index not in reasons
    }
    labels = {}
    for index, pair in pairs.items():
        labels.setdefault(pair, set()).add(rows[index]["label"])
    seen = set()
    for index, pair in pairs.items():
        if len(labels[pair]) > 1:
            reasons[index] = "conflict"
        elif pair in seen:
            reasons[index] = "duplicate"
        seen.add(pair)
    return {
        "rows": [row for index, row in enumerate(rows) if index not in reasons],
        "dropped": [{"row": index, "reason": reasons[index]} for index in sorted(reasons)],
    }
