"""Draws the figures of the a02_multilingual handouts without any word that needs translating.

python -m course.a02_multilingual.figures.draw
"""

import re
from collections.abc import Callable
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course.kit.data import describe, read_rows
from course.kit.drawing import FROZEN, GREY, HEAD, INK, PAPER, TABLES, TRAINED, arrow, box, canvas, save
from course.recipes.quran_bible_mizan.quirks import normalise

# What tells the edition, as people who look at code points write it.
MARKS = {
    "U+0643": "\u0643",
    r"U+200C(?!\w)": r"\u200c(?!\w)",
    "U+0651": "\u0651",
    "U+0650": "\u0650",
    "U+064E": "\u064e",
    "U+0640": "\u0640",
}


def leak() -> Figure:
    """How many training rows of each class have a character, before and after cleaning."""
    rows = read_rows("quran-bible-mizan", "train")
    labels = describe("quran-bible-mizan").labels
    figure, axes = canvas(9.6, 3.6)
    for left, texts, name in (
        (1.6, [row["targets"] for row in rows], "text"),
        (6.1, [normalise(row["targets"]) for row in rows], "clean(text)"),
    ):
        axes.text(left + 1.5, 3.35, name, ha="center", fontsize=10, fontweight="bold", family="monospace")
        for column, label in enumerate(labels):
            axes.text(left + column + 0.5, 3.02, label, ha="center", fontsize=9)
        for line, (code, pattern) in enumerate(MARKS.items()):
            y = 2.5 - 0.45 * line
            if left < 2:
                axes.text(
                    left - 0.15, y + 0.19, code, ha="right", va="center", fontsize=9, family="monospace"
                )
            for column, label in enumerate(labels):
                count = sum(
                    re.search(pattern, text) is not None and row["category"] == label
                    for text, row in zip(texts, rows, strict=True)
                )
                _cell(axes, (left + column, y), (0.94, 0.38), str(count), TRAINED if count else PAPER)
    arrow(axes, (4.9, 1.6), (5.9, 1.6), mutation_scale=14, linewidth=1.6)
    return figure


def views() -> Figure:
    """The same row in each view and both conventions, and which tokens of a long text stay."""
    figure, axes = canvas(9.6, 4.7)
    english, persian = ["e1", "e2", "…", "e9"], ["f1", "f2", "…", "f7"]
    lines = [
        ("english", "BERT", ["[CLS]", *english, "[SEP]"], [0] * 6),
        ("persian", "BERT", ["[CLS]", *persian, "[SEP]"], [0] * 6),
        ("both", "BERT", ["[CLS]", *english, "[SEP]", *persian, "[SEP]"], [0] * 6 + [1] * 5),
        ("both", "RoBERTa", ["<s>", *english, "</s>", "</s>", *persian, "</s>"], None),
    ]
    for number, (view, convention, tokens, types) in enumerate(lines):
        y = 4.05 - 0.72 * number
        axes.text(0.15, y + 0.2, view, fontsize=9.5, fontweight="bold", va="center")
        axes.text(0.15, y - 0.05, convention, fontsize=8, va="center", color=GREY)
        for index, token in enumerate(tokens):
            _token(axes, 1.35 + 0.66 * index, y, token)
            if types is not None:
                axes.text(
                    1.35 + 0.66 * index + 0.3,
                    y - 0.13,
                    str(types[index]),
                    ha="center",
                    fontsize=7,
                    color=GREY,
                )
    # The cut: sixteen tokens of a text in a room of seven.
    count, room = 16, 7
    head = (room + 1) // 2
    tail = room - head
    for index in range(count):
        kept = index < head or index >= count - tail
        x = 1.35 + 0.49 * index
        _cell(axes, (x, 0.42), (0.45, 0.36), f"{index + 1}", FROZEN if kept else PAPER, muted=not kept)
    axes.text(0.15, 0.6, f"k = {room}", fontsize=9.5, fontweight="bold", va="center")
    for start, length, name in (
        (0, head, "⌈k/2⌉ = 4"),
        (count - tail, tail, "⌊k/2⌋ = 3"),
    ):
        middle = 1.35 + 0.49 * (start + length / 2)
        axes.text(middle, 0.16, name, ha="center", fontsize=8.5)
    return figure


def ranks() -> Figure:
    """Scores in order with a tie across the classes, and the curve whose area counts the pairs."""
    scores = [(0.1, 0), (0.2, 0), (0.3, 1), (0.4, 0), (0.6, 0), (0.6, 1), (0.8, 1), (0.9, 1)]
    figure, axes = canvas(9.6, 3.4)
    axes.plot([0.3, 5.5], [1.6, 1.6], color=INK, linewidth=0.9)
    for value in (0, 0.2, 0.4, 0.6, 0.8, 1.0):
        axes.text(0.3 + 5.2 * value, 1.32, f"{value:.1f}", ha="center", fontsize=8, color=GREY)
    taken: dict[float, int] = {}
    for rank, (score, positive) in enumerate(scores, start=1):
        height = taken.get(score, 0)
        taken[score] = height + 1
        x, y = 0.3 + 5.2 * score - 0.17, 1.7 + 0.42 * height
        _cell(axes, (x, y), (0.34, 0.34), "+" if positive else "−", TRAINED if positive else FROZEN)
        shared = "5.5" if score == 0.6 else str(rank)
        axes.text(x + 0.17, 0.95 - 0.24 * height, shared, ha="center", fontsize=8.5)
    axes.text(0.3, 0.4, r"$\Sigma\,r_{+}$ = 3 + 5.5 + 7 + 8 = 23.5", fontsize=9)
    axes.text(0.3, 0.1, r"AUC = (23.5 − 4·5/2) / (4·4) = 0.844", fontsize=9, fontweight="bold")
    curve = figure.add_axes((0.66, 0.17, 0.27, 0.74))
    xs, ys = [0, 0, 0, 0.25, 0.5, 0.5, 0.75, 1], [0, 0.25, 0.5, 0.75, 0.75, 1, 1, 1]
    curve.fill_between(xs, ys, color=TABLES, alpha=0.5, linewidth=0)
    curve.plot(xs, ys, color=INK, marker="o", markersize=3.5, linewidth=1.2)
    curve.plot([0, 1], [0, 1], color=GREY, linestyle="--", linewidth=0.8)
    curve.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.04), xlabel="FPR", ylabel="TPR")
    curve.text(0.62, 0.35, "0.844", fontsize=12, ha="center")
    return figure


def windows() -> Figure:
    """Micro-batches of unlike size, their weights, and the order of what happens to the gradient."""
    figure, axes = canvas(9.6, 3.9)
    sizes = [[4, 4, 2], [4, 3]]
    x = 1.0
    axes.text(0.15, 3.3, "n", fontsize=9.5, va="center", style="italic")
    axes.text(0.15, 2.55, "n / Σ n", fontsize=9.5, va="center", style="italic")
    axes.text(0.15, 1.6, ".grad", fontsize=9, va="center", family="monospace")
    for window in sizes:
        total, start = sum(window), x
        box(axes, (x - 0.05, 0.25), (0.72, 0.42), "zero_grad", PAPER, fontsize=7.5)
        for index, size in enumerate(window):
            for row in range(size):
                axes.add_patch(
                    Rectangle(
                        (x + 0.05, 3.1 + 0.13 * row),
                        0.9,
                        0.11,
                        facecolor=FROZEN,
                        edgecolor=INK,
                        linewidth=0.6,
                    )
                )
            axes.text(x + 0.5, 2.55, f"{size}/{total}", ha="center", va="center", fontsize=10)
            arrow(axes, (x + 0.5, 2.95), (x + 0.5, 2.72))
            arrow(axes, (x + 0.5, 2.38), (x + 0.5, 2.02))
            filled = sum(window[: index + 1]) / total
            axes.add_patch(
                Rectangle((x + 0.1, 1.25), 0.8, 0.7, facecolor=PAPER, edgecolor=INK, linewidth=0.9)
            )
            axes.add_patch(Rectangle((x + 0.1, 1.25), 0.8, 0.7 * filled, facecolor=TRAINED, linewidth=0))
            axes.text(x + 0.5, 1.08, "forward · backward", ha="center", va="center", fontsize=6)
            x += 1.1
        after = max(start + 0.95, x - 1.55)
        box(axes, (after, 0.25), (0.42, 0.42), "clip", HEAD, fontsize=7.5)
        box(axes, (after + 0.47, 0.25), (0.95, 0.42), "optimizer.step", HEAD, fontsize=7.5)
        box(axes, (after + 1.47, 0.25), (0.95, 0.42), "scheduler.step", HEAD, fontsize=7.5)
        arrow(axes, (start + 0.67, 0.46), (after, 0.46))
        x += 1.0
    return figure


def _token(axes: Axes, x: float, y: float, token: str) -> None:
    fill = HEAD if token[0] in "[<" else FROZEN if token[0] == "e" else TABLES if token[0] == "f" else PAPER
    _cell(axes, (x, y), (0.62, 0.36), token, fill)


def _cell(
    axes: Axes,
    corner: tuple[float, float],
    size: tuple[float, float],
    text: str,
    fill: str,
    muted: bool = False,
) -> None:
    colour = GREY if muted else INK
    axes.add_patch(
        Rectangle(
            corner, *size, facecolor=fill, edgecolor=colour, linewidth=0.8, linestyle=":" if muted else "-"
        )
    )
    axes.text(
        corner[0] + size[0] / 2,
        corner[1] + size[1] / 2,
        text,
        ha="center",
        va="center",
        fontsize=8.5,
        color=colour,
    )


FIGURES: dict[str, Callable[[], Figure]] = {"leak": leak, "views": views, "ranks": ranks, "windows": windows}


if __name__ == "__main__":
    save(FIGURES, Path(__file__).resolve().parent)
