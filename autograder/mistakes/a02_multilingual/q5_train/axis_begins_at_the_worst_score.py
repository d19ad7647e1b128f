"""
en: The y axis is left to the data: it begins at the worst score, and small differences look large.
fa: محور y به داده‌ها سپرده شده: از بدترین نمره آغاز می‌شود و تفاوت‌های کوچک بزرگ می‌نماید.
check: test_the_plot_shows_every_run
"""

_honest = plot_views


def plot_views(scores, chance):
    figure = _honest(scores, chance)
    values = [value for view in scores.values() for value in view]
    figure.axes[0].set_ylim(min(values), max(values))
    return figure
