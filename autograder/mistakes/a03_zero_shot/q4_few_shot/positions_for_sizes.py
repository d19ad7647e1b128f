"""
en: The points stand at 0, 1, 2, … and not at the sizes.
fa: نقطه‌ها روی 0 و 1 و 2 و … می‌نشینند، نه روی اندازه‌ها.
check: test_the_plot_shows_the_curve
"""

from matplotlib.figure import Figure


def plot_curve(curve, english):
    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.subplots()
    sizes = list(range(len(curve)))
    axes.errorbar(
        sizes,
        [row["mean"] for row in curve],
        yerr=[row["error"] for row in curve],
        marker="o",
        capsize=3,
        label="Persian",
    )
    axes.axhline(english, color="black", linestyle="--", label="English")
    axes.set_xticks(sizes, [str(row["k"]) for row in curve])
    axes.set_xlabel("Persian examples of each class")
    axes.set_ylabel("accuracy in Persian")
    axes.legend()
    return figure
