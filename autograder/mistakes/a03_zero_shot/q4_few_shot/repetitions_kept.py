"""
en: A Persian text that the training rows have twice may be drawn twice.
fa: متن فارسی‌ای که دو بار در آموزش هست ممکن است دو بار کشیده شود.
check: test_the_pool_leaves_the_test_split_out
"""


def few_shot_pool(train_rows, test_rows):
    english = {row["source"] for row in test_rows}
    persian = {row["targets"] for row in test_rows}
    pool = []
    for index, row in enumerate(train_rows):
        if row["source"] not in english and row["targets"] not in persian:
            pool.append(index)
    return pool
