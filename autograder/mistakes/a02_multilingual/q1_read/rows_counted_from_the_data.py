"""
en: The row number counts the data from 1 and forgets the row with the names.
fa: شمارهٔ سطر از داده‌ها و از ۱ شمرده می‌شود و سطر نام‌ها فراموش شده است.
check: test_a_faulty_row_is_named
"""

from openpyxl import load_workbook


def _read_sheet(path, categories):
    if not path.is_file():
        raise FileNotFoundError(f"{path.name} is missing.")
    lines = list(load_workbook(path).worksheets[0].values)
    rows = []
    for column in COLUMNS:
        if not lines or column not in lines[0]:
            raise ValueError(f"{path.name} has no column {column}.")
    places = [lines[0].index(column) for column in COLUMNS]
    for number, line in enumerate(lines[1:], start=1):
        row = {column: _text(line[place]) for column, place in zip(COLUMNS, places, strict=True)}
        if not any(text.strip() for text in row.values()):
            continue
        for column, text in row.items():
            if not text.strip():
                raise ValueError(f"{path.name}, row {number}: {column} is empty.")
        if row["category"] not in categories:
            raise ValueError(f"{path.name}, row {number}: {row['category']} is no category.")
        rows.append(row)
    if not rows:
        raise ValueError(f"{path.name} has no rows.")
    return rows
