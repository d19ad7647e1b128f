"""
en: Of a pair with two labels the first row stays and only the later ones go.
fa: از جفتی که دو برچسب دارد ردیف اول می‌ماند و فقط بعدی‌ها می‌روند.
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
            reasons[index] = "conflict" if len(labels[pair]) > 1 else "duplicate"
        seen.add(pair)
    return {
        "rows": [row for index, row in enumerate(rows) if index not in reasons],
        "dropped": [{"row": index, "reason": reasons[index]} for index in sorted(reasons)],
    }
