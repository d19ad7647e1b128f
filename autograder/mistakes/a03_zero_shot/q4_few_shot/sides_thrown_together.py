"""
en: All test texts are in one set, so that columns are compared crosswise.
fa: همهٔ متن‌های آزمون در یک مجموعه‌اند و ستون‌ها ضربدری مقایسه می‌شوند.
check: test_the_pool_leaves_the_test_split_out
"""


def few_shot_pool(train_rows, test_rows):
    english = {row[side] for row in test_rows for side in ("source", "targets")}
    persian = english
    pool, used = [], set()
    for index, row in enumerate(train_rows):
        repeated = row["targets"] in used
        used.add(row["targets"])
        if not repeated and row["source"] not in english and row["targets"] not in persian:
            pool.append(index)
    return pool
