"""
en: What train and test share is taken out of the test split: scores can no longer be compared with those of others.
fa: آنچه در آموزش و آزمون مشترک است از آزمون حذف می‌شود و نمره‌ها دیگر با نمرهٔ دیگران سنجیدنی نیست.
check: test_only_training_loses_rows
"""


def without_leaks(splits, clean=None):
    found = find_duplicates(splits, clean)
    kept = {}
    for name, dataset in splits.items():
        gone = set(found["within"][name])
        for both, rows in found["across"].items():
            if both.endswith(f"/{name}"):
                gone |= set(rows)
        kept[name] = dataset.select([index for index in range(len(dataset)) if index not in gone])
    return type(splits)(kept)
