"""
en: The bars of the splits are stacked, as if their shares added up to something.
fa: میله‌های بخش‌ها روی هم چیده می‌شوند، انگار جمع سهم‌هایشان معنایی دارد.
check: test_the_plot_compares_the_splits
"""


def plot_labels(counts):
    figure = Figure(figsize=(6, 3.5))
    axes = figure.subplots()
    width = 0.8 / len(counts)
    bottom = [0.0] * len(LABELS)
    for split, count in counts.items():
        total = sum(count.get(label, 0) for label in LABELS)
        heights = [count.get(label, 0) / total for label in LABELS]
        axes.bar([tick + 0 for tick in range(len(LABELS))], heights, width, bottom=bottom, label=split)
        bottom = [low + height for low, height in zip(bottom, heights, strict=True)]
    axes.set_xticks(range(len(LABELS)), list(LABELS))
    axes.set_xlabel("label")
    axes.set_ylabel("share of the rows")
    axes.legend()
    return figure
