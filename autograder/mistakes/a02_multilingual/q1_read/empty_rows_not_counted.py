"""
en: Empty rows are dropped before the rows are numbered, so the number is not the one that the spreadsheet program shows.
fa: سطرهای خالی پیش از شماره‌گذاری حذف می‌شوند و شماره با آنچه برنامهٔ صفحه‌گسترده نشان می‌دهد یکی نیست.
check: test_a_faulty_row_is_named
"""

from openpyxl import load_workbook


def _read_sheet(path, categories):
    if not path.is_file():
        raise FileNotFoundError(f"{path.name} is missing.")
    lines = [line for line in load_workbook(path).worksheets[0].values if any(_text(c).strip() for c in line)]
    rows = []
    for column in COLUMNS:
        if not lines or column not in lines[0]:
            raise ValueError(f"{path.name} has no column {column}.")
    places = [lines[0].index(column) for column in COLUMNS]
    for number, line in enumerate(lines[1:], start=2):
        row = {column: _text(line[place]) for column, place in zip(COLUMNS, places, strict=True)}
        for column, text in row.items():
            if not text.strip():
                raise ValueError(f"{path.name}, row {number}: {column} is empty.")
        if row["category"] not in categories:
            raise ValueError(f"{path.name}, row {number}: {row['category']} is no category.")
        rows.append(row)
    if not rows:
        raise ValueError(f"{path.name} has no rows.")
    return rows
