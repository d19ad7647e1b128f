"""
en: low and high are passed to yerr as they are: it takes distances from the mean.
fa: low و high همان‌طور که هستند به yerr داده شده‌اند، در حالی که yerr فاصله از میانگین می‌خواهد.
check: test_the_plot_shows_means_and_intervals
"""

from matplotlib.figure import Figure


def plot_summary(rows):
    figure = Figure()
    axes = figure.subplots()
    means = [row["mean"] for row in rows]
    errors = [[row["low"] for row in rows], [row["high"] for row in rows]]
    axes.bar(range(len(rows)), means, yerr=errors)
    axes.set_xticks(range(len(rows)), [row["treatment"] for row in rows])
    axes.set_xlabel("treatment")
    axes.set_ylabel("accuracy")
    return figure
