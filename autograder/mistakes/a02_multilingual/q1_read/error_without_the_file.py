"""
en: The message names the column, but not in which of the three files it is missing.
fa: پیام ستون را نام می‌برد ولی نمی‌گوید در کدام‌یک از سه پرونده نیست.
check: test_a_missing_file_or_column_is_named
"""

_informative = _read_sheet


def _read_sheet(path, categories):
    try:
        return _informative(path, categories)
    except ValueError as error:
        raise ValueError(str(error).replace(path.name, "the spreadsheet")) from None
