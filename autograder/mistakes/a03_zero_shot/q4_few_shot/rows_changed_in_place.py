"""
en: The examples are appended to the caller's own list, and the next size starts with them.
fa: نمونه‌ها به فهرست خودِ فراخواننده افزوده می‌شوند و اندازهٔ بعدی با آن‌ها شروع می‌شود.
check: test_examples_are_added
"""


def with_shots(train_rows, shots, repeat=1):
    for _ in range(repeat):
        for index in shots:
            train_rows.append({**train_rows[index], "source": train_rows[index]["targets"]})
    return train_rows
