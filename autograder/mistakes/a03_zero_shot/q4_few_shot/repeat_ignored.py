"""
en: The examples are added once, whatever repeat says.
fa: نمونه‌ها یک بار افزوده می‌شوند، repeat هرچه باشد.
check: test_examples_are_added
"""


def with_shots(train_rows, shots, repeat=1):
    added = [{**train_rows[index], "source": train_rows[index]["targets"]} for index in shots]
    return [dict(row) for row in train_rows] + [dict(row) for row in added]
