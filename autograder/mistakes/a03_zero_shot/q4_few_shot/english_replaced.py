"""
en: The English of the examples is replaced: a gain may come from there being less English.
fa: انگلیسیِ نمونه‌ها جایگزین می‌شود: شاید تغییر از کمتر شدن انگلیسی باشد.
check: test_examples_are_added
"""


def with_shots(train_rows, shots, repeat=1):
    rows = [dict(row) for row in train_rows]
    for index in shots:
        rows[index]["source"] = rows[index]["targets"]
    return rows
