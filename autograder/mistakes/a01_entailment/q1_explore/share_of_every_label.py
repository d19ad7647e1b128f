"""
en: The rows with a label that is none are in the denominator, so that the bars do not add up to 1.
fa: ردیف‌هایی که برچسب درستی ندارند هم در مخرج‌اند و جمع میله‌ها 1 نمی‌شود.
check: test_the_plot_compares_the_splits
"""


def plot_labels(counts):
    figure = Figure(figsize=(6, 3.5))
    axes = figure.subplots()
    width = 0.8 / len(counts)
    bottom = [0.0] * len(LABELS)
    for place, (split, count) in enumerate(counts.items()):
        total = sum(count.values())
        heights = [count.get(label, 0) / total for label in LABELS]
        axes.bar([tick + place * width for tick in range(len(LABELS))], heights, width, label=split)
        bottom = [low + height for low, height in zip(bottom, heights, strict=True)]
    axes.set_xticks(range(len(LABELS)), list(LABELS))
    axes.set_xlabel("label")
    axes.set_ylabel("share of the rows")
    axes.legend()
    return figure
