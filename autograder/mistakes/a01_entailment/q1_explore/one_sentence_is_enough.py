"""
en: Rows with the same first sentence are taken for copies: a premise has several hypotheses.
fa: ردیف‌هایی با جملهٔ اول یکسان تکراری شمرده می‌شوند؛ در حالی که یک مقدمه چند فرضیه دارد.
check: test_good_rows_stay_as_they_are
"""


def clean(rows, normalise):
    reasons = {}
    for index, row in enumerate(rows):
        if row["label"] not in LABELS:
            reasons[index] = "label"
        elif not all(any(mark.isalnum() for mark in row[key]) for key in ("sent1", "sent2")):
            reasons[index] = "no words"
    pairs = {index: normalise(row["sent1"]) for index, row in enumerate(rows) if index not in reasons}
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
