"""
en: Only rows of which both sides are in the test split are left out.
fa: فقط ردیفی کنار می‌رود که هر دو سویش در مجموعهٔ آزمون باشد.
check: test_the_pool_leaves_the_test_split_out
"""


def few_shot_pool(train_rows, test_rows):
    english = {row["source"] for row in test_rows}
    persian = {row["targets"] for row in test_rows}
    pool, used = [], set()
    for index, row in enumerate(train_rows):
        repeated = row["targets"] in used
        used.add(row["targets"])
        if not repeated and not (row["source"] in english and row["targets"] in persian):
            pool.append(index)
    return pool
