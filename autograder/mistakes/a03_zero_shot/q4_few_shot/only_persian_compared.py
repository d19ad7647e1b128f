"""
en: Only the Persian side is compared; another translation of a test row gets in.
fa: فقط سوی فارسی مقایسه می‌شود و ترجمهٔ دیگری از ردیف آزمون راه می‌یابد.
check: test_the_pool_leaves_the_test_split_out
"""


def few_shot_pool(train_rows, test_rows):
    persian = {row["targets"] for row in test_rows}
    pool, used = [], set()
    for index, row in enumerate(train_rows):
        repeated = row["targets"] in used
        used.add(row["targets"])
        if not repeated and row["targets"] not in persian:
            pool.append(index)
    return pool
