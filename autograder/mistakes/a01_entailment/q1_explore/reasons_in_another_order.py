"""
en: The words are looked at before the label, so that `xx` rows get another reason.
fa: واژه‌ها پیش از برچسب بررسی می‌شوند و دلیل بعضی ردیف‌ها عوض می‌شود.
check: test_rows_without_a_label_or_words_go
"""


def clean(rows, normalise):
    reasons = {}
    for index, row in enumerate(rows):
        if not all(any(mark.isalnum() for mark in row[key]) for key in ("sent1", "sent2")):
            reasons[index] = "no words"
        elif row["label"] not in LABELS:
            reasons[index] = "label"
    return {
        "rows": [row for index, row in enumerate(rows) if index not in reasons],
        "dropped": [{"row": index, "reason": reasons[index]} for index in sorted(reasons)],
    }
