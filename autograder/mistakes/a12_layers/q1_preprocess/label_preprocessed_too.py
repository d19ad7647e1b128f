"""
en: Every value of the row goes through the steps, the label and the id too.
fa: همهٔ مقدارهای سطر، حتی برچسب و شناسه، از گام‌ها می‌گذرند.
check: test_rows_keep_their_labels
"""


def preprocess(rows, steps):
    changed = []
    for row in rows:
        new = dict(row)
        for step in steps:
            new = {key: step(value) for key, value in new.items()}
        changed.append(new)
    return changed
