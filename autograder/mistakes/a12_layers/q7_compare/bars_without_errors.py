"""
en: The means are drawn without their intervals.
fa: میانگین‌ها بدون بازه‌هایشان کشیده شده‌اند.
check: test_the_plot_shows_means_and_intervals
"""

from matplotlib.figure import Figure


def plot_summary(rows):
    figure = Figure()
    axes = figure.subplots()
    means = [row["mean"] for row in rows]
    axes.bar(range(len(rows)), means)
    axes.set_xticks(range(len(rows)), [row["treatment"] for row in rows])
    axes.set_xlabel("treatment")
    axes.set_ylabel("accuracy")
    return figure
