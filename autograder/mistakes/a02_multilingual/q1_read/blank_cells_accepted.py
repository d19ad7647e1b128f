"""
en: A cell that holds nothing but blanks passes as a text.
fa: سلولی که جز فاصله چیزی ندارد متن به شمار می‌آید.
check: test_a_faulty_row_is_named
"""


def _text(cell):
    return "" if cell is None else str(cell) if str(cell).strip() else "(blank)"
