"""
en: The category is lower-cased and stripped instead of being checked.
fa: دسته به جای بررسی شدن کوچک‌نویسی و از فاصله پاک می‌شود.
check: test_a_faulty_row_is_named
"""


class _Tolerant(list):
    def __contains__(self, category):
        return list.__contains__(self, category.strip().lower())


_exact_sheet = _read_sheet


def _read_sheet(path, categories):
    return [
        {**row, "category": row["category"].strip().lower()}
        for row in _exact_sheet(path, _Tolerant(categories))
    ]
