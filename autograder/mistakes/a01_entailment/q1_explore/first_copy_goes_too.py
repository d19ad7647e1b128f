"""
en: All copies of a row go, the first one too: a good row is lost.
fa: همهٔ نسخه‌های یک ردیف می‌روند، اولی هم: یک ردیف خوب از دست می‌رود.
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
        elif list(pairs.values()).count(pair) > 1:
            reasons[index] = "duplicate"
        seen.add(pair)
    return {
        "rows": [row for index, row in enumerate(rows) if index not in reasons],
        "dropped": [{"row": index, "reason": reasons[index]} for index in sorted(reasons)],
    }
