"""
en: The error bars show the standard deviation of the runs instead of the interval.
fa: میله‌های خطا به جای بازه، انحراف معیار اجراها را نشان می‌دهند.
check: test_the_plot_shows_means_and_intervals
"""

from matplotlib.figure import Figure


def plot_summary(rows):
    figure = Figure()
    axes = figure.subplots()
    means = [row["mean"] for row in rows]
    errors = [row["std"] for row in rows]
    axes.bar(range(len(rows)), means, yerr=errors)
    axes.set_xticks(range(len(rows)), [row["treatment"] for row in rows])
    axes.set_xlabel("treatment")
    axes.set_ylabel("accuracy")
    return figure
