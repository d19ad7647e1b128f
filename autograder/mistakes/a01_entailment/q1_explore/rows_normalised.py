"""
en: The rows that stay are written in the standard spelling: cleaning changed the data.
fa: ردیف‌هایی که می‌مانند با املای یکسان برمی‌گردند: پاک‌سازی داده را عوض کرده است.
check: test_good_rows_stay_as_they_are
"""


def clean(rows, normalise):
    for row in rows:
        for key in SENTENCES:
            row[key] = normalise(row[key])
    kept, dropped, labels, seen = [], [], {}, set()
    for row in rows:
        if row["label"] in LABELS:
            labels.setdefault((row["sent1"], row["sent2"]), set()).add(row["label"])
    for index, row in enumerate(rows):
        pair, reason = (row["sent1"], row["sent2"]), None
        if row["label"] not in LABELS:
            reason = "label"
        elif not all(any(mark.isalnum() for mark in row[key]) for key in SENTENCES):
            reason = "no words"
        elif len(labels[pair]) > 1:
            reason = "conflict"
        elif pair in seen:
            reason = "duplicate"
        if reason is None or reason == "conflict":
            seen.add(pair)
        if reason:
            dropped.append({"row": index, "reason": reason})
        else:
            kept.append(row)
    return {"rows": kept, "dropped": dropped}
