"""
en: Only the means are drawn, as bars: the runs are hidden behind them.
fa: فقط میانگین‌ها، به شکل میله، کشیده می‌شوند و اجراها پشتشان پنهان می‌مانند.
check: test_the_plot_shows_every_run
"""

import numpy as np
from matplotlib.figure import Figure


def plot_views(scores, chance):
    figure = Figure()
    axes = figure.subplots()
    axes.bar(range(len(scores)), [np.mean(values) for values in scores.values()], label="mean")
    axes.axhline(chance, label="chance")
    axes.set_xticks(range(len(scores)), list(scores))
    axes.set_ylim(0, 1)
    axes.set_ylabel("accuracy")
    axes.legend()
    return figure
