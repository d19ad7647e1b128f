"""
en: The names are sorted, the bars are not: each bar has another's name.
fa: نام‌ها مرتب شده‌اند و میله‌ها نه: هر میله نام دیگری را دارد.
check: test_the_plot_shows_means_and_intervals
"""

from matplotlib.figure import Figure


def plot_summary(rows):
    figure = Figure()
    axes = figure.subplots()
    means = [row["mean"] for row in rows]
    errors = [[row["mean"] - row["low"] for row in rows], [row["high"] - row["mean"] for row in rows]]
    axes.bar(range(len(rows)), means, yerr=errors)
    axes.set_xticks(range(len(rows)), sorted(row["treatment"] for row in rows))
    axes.set_xlabel("treatment")
    axes.set_ylabel("accuracy")
    return figure
