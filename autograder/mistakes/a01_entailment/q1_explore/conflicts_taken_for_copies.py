"""
en: The label is no part of the comparison: a row with another label is called a duplicate.
fa: برچسب در مقایسه نیست: ردیفی با برچسب دیگر هم تکراری به حساب می‌آید.
check: test_pairs_with_two_labels_go
"""


def clean(rows, normalise):
    reasons = {}
    for index, row in enumerate(rows):
        if row["label"] not in LABELS:
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
        if pair in seen:
            reasons[index] = "duplicate"
        seen.add(pair)
    return {
        "rows": [row for index, row in enumerate(rows) if index not in reasons],
        "dropped": [{"row": index, "reason": reasons[index]} for index in sorted(reasons)],
    }
