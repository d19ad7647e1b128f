"""
en: The axes have no labels.
fa: محورها نام ندارند.
check: test_the_plot_shows_the_curve
"""

from matplotlib.figure import Figure


def plot_curve(curve, english):
    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.subplots()
    sizes = [row["k"] for row in curve]
    axes.errorbar(
        sizes,
        [row["mean"] for row in curve],
        yerr=[row["error"] for row in curve],
        marker="o",
        capsize=3,
        label="Persian",
    )
    axes.axhline(english, color="black", linestyle="--", label="English")
    axes.set_xscale("symlog", base=2, linthresh=1)
    axes.set_xticks(sizes, [str(size) for size in sizes])
    axes.legend()
    return figure
