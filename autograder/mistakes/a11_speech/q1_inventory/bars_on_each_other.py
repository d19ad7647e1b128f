"""
en: Both genders are drawn at the same place, so that one bar hides the other.
fa: هر دو جنسیت در یک جا کشیده شده و یک میله دیگری را پنهان می‌کند.
check: test_the_plot_shows_the_counts
"""


def plot_counts(rows):
    table = count_table(rows)
    figure = Figure()
    axes = figure.subplots()
    for gender in ("female", "male"):
        axes.bar(range(len(table)), [counts[gender] for counts in table.values()], label=gender)
    axes.set_xticks(range(len(table)), list(table))
    axes.set_xlabel("emotion")
    axes.set_ylabel("recordings")
    axes.legend()
    return figure
