"""
en: Each example is repeated right behind itself instead of the whole list.
fa: هر نمونه پشت سر خودش تکرار می‌شود، نه همهٔ فهرست.
check: test_examples_are_added
"""


def with_shots(train_rows, shots, repeat=1):
    added = [{**train_rows[index], "source": train_rows[index]["targets"]} for index in shots]
    return [dict(row) for row in train_rows] + [dict(row) for row in added for _ in range(repeat)]
