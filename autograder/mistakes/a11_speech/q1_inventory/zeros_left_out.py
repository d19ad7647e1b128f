"""
en: Only what occurs is counted, so that the table has holes where it should have zeros.
fa: فقط آنچه دیده می‌شود شمرده شده و جدول به جای صفر، جای خالی دارد.
check: test_the_table_counts_zeros_too
"""


def count_table(rows):
    table = {}
    for row in rows:
        cells = table.setdefault(row["emotion"], {})
        cells[row["gender"]] = cells.get(row["gender"], 0) + 1
    return table


def plot_counts(rows):
    table = {emotion: dict.fromkeys(GENDERS.values(), 0) for emotion in LETTERS.values()}
    for row in rows:
        table[row["emotion"]][row["gender"]] += 1
    figure = Figure()
    axes = figure.subplots()
    for shift, gender in ((-0.2, "female"), (0.2, "male")):
        heights = [cells[gender] for cells in table.values()]
        axes.bar([place + shift for place in range(6)], heights, 0.4, label=gender)
    axes.set_xticks(range(6), list(table))
    axes.set_xlabel("emotion")
    axes.set_ylabel("recordings")
    axes.legend()
    return figure
