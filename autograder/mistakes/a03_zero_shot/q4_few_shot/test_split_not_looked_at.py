"""
en: Rows that the test split has too may become examples: the answer is given away.
fa: ردیف‌هایی که در مجموعهٔ آزمون هم هستند نمونه می‌شوند و جواب لو می‌رود.
check: test_the_pool_leaves_the_test_split_out
"""


def few_shot_pool(train_rows, test_rows):
    pool, used = [], set()
    for index, row in enumerate(train_rows):
        repeated = row["targets"] in used
        used.add(row["targets"])
        if not repeated:
            pool.append(index)
    return pool
