"""
en: The ticks are named in the order of the alphabet, the bars stand in that of LABELS.
fa: نام نشانه‌ها به ترتیب الفباست و میله‌ها به ترتیب LABELS.
check: test_the_plot_compares_the_splits
"""


def plot_labels(counts):
    figure = Figure(figsize=(6, 3.5))
    axes = figure.subplots()
    width = 0.8 / len(counts)
    bottom = [0.0] * len(LABELS)
    for place, (split, count) in enumerate(counts.items()):
        total = sum(count.get(label, 0) for label in LABELS)
        heights = [count.get(label, 0) / total for label in LABELS]
        axes.bar([tick + place * width for tick in range(len(LABELS))], heights, width, label=split)
        bottom = [low + height for low, height in zip(bottom, heights, strict=True)]
    axes.set_xticks(range(len(LABELS)), sorted(LABELS))
    axes.set_xlabel("label")
    axes.set_ylabel("share of the rows")
    axes.legend()
    return figure
