"""
en: The validation losses are drawn at 1, 2, 3, … instead of at the steps they were measured at.
fa: زیان‌های اعتبارسنجی به جای گام‌های اندازه‌گیری در 1، 2، 3، … کشیده می‌شوند.
check: test_the_losses_are_plotted
"""

from matplotlib.figure import Figure


def plot_losses(losses, validation=None, window=10):
    figure = Figure()
    axes = figure.subplots()
    lines = {"each step": losses, "smoothed": smooth(losses, window)}
    if validation is not None:
        lines["validation"] = [loss for _, loss in validation]
    for name, values in lines.items():
        axes.plot(range(1, len(values) + 1), values, label=name)
    axes.set(xlabel="step", ylabel="loss")
    axes.legend()
    return figure
