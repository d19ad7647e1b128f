"""
en: The axes have no labels: nobody can tell what was measured.
fa: محورها نام ندارند: کسی نمی‌داند چه چیزی اندازه‌گیری شده است.
check: test_the_plot_shows_means_and_intervals
"""

from matplotlib.figure import Figure


def plot_summary(rows):
    figure = Figure()
    axes = figure.subplots()
    means = [row["mean"] for row in rows]
    errors = [[row["mean"] - row["low"] for row in rows], [row["high"] - row["mean"] for row in rows]]
    axes.bar(range(len(rows)), means, yerr=errors)
    axes.set_xticks(range(len(rows)), [row["treatment"] for row in rows])
    return figure
