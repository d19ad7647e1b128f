"""
en: Counts are written at (row, column), though x, the column, comes first.
fa: شمارها در (سطر، ستون) نوشته می‌شوند، حال آن‌که x یعنی ستون اول می‌آید.
check: test_the_confusion_plot_shows_shares_and_counts
"""

from matplotlib.figure import Figure


def plot_confusion(matrix, names):
    counts = matrix.double()
    shares = counts / counts.sum(1, keepdim=True).clamp(min=1)
    figure = Figure(figsize=(5.5, 4.5), layout="constrained")
    axes = figure.subplots()
    image = axes.imshow(shares.numpy(), cmap="Blues", vmin=0, vmax=1)
    for row in range(len(names)):
        for column in range(len(names)):
            axes.text(
                row,
                column,
                str(int(matrix[row, column])),
                ha="center",
                va="center",
                color="white" if shares[row, column] > 0.5 else "black",
            )
    axes.set_xticks(range(len(names)), list(names), rotation=30, ha="right")
    axes.set_yticks(range(len(names)), list(names))
    axes.set_xlabel("predicted")
    axes.set_ylabel("true")
    figure.colorbar(image, label="share of the true class")
    return figure
