"""Draws the figures of the a03_zero_shot handouts without any word that needs translating.

python -m course.a03_zero_shot.figures.draw
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch

from course.kit.drawing import FROZEN, GREY, HEAD, INK, PAPER, TABLES, TRAINED, arrow, box, canvas, save

ENGLISH, PERSIAN = TRAINED, FROZEN
STOP = "#b3261e"


def transfer() -> Figure:
    """Which side of which split reaches the model when, and the watch in front of it."""
    figure, axes = canvas(9.6, 4.5)
    for column, (split, x) in enumerate((("train", 0.3), ("validation", 1.75), ("test", 3.2))):
        axes.text(x + 0.62, 4.2, split, ha="center", fontsize=9.5, fontweight="bold")
        box(axes, (x, 3.45), (1.24, 0.55), "source  (en)", ENGLISH, fontsize=8.5)
        box(axes, (x, 0.55), (1.24, 0.55), "targets  (fa)", PERSIAN, fontsize=8.5)
        if column < 2:
            _barred(axes, (x + 0.62, 1.1), (x + 0.62, 1.75))
    box(axes, (0.3, 1.95), (2.69, 0.95), "", PAPER, linestyle="--")
    axes.text(1.645, 2.62, "train_on_source", ha="center", va="center", fontsize=9, fontweight="bold")
    axes.text(
        1.645,
        2.28,
        "watch_inputs  $\\rightarrow$  foreign_texts == [ ]",
        ha="center",
        va="center",
        fontsize=8,
    )
    for x in (0.92, 2.37):
        arrow(axes, (x, 3.45), (x, 2.9))
    box(axes, (3.2, 1.95), (1.24, 0.95), "score_\nlanguages", PAPER, linestyle="--", fontsize=9)
    arrow(axes, (2.99, 2.42), (3.2, 2.42))
    arrow(axes, (3.82, 3.45), (3.82, 2.9))
    arrow(axes, (3.82, 1.1), (3.82, 1.95))
    _scale(axes, 5.3)
    return figure


def _barred(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    """An arrow that must not be taken."""
    arrow(axes, start, end, color=GREY, linestyle="--")
    x, y = start[0], (start[1] + end[1]) / 2
    for sign in (-1, 1):
        axes.plot([x - 0.14, x + 0.14], [y - sign * 0.14, y + sign * 0.14], color=STOP, linewidth=2.2)


def _scale(axes: Axes, left: float) -> None:
    """Chance, out of distribution and in distribution on one axis, with the gap between the last two."""
    bottom, height = 0.55, 3.45
    levels = (
        ("chance", 1 / 3, GREY),
        ("out_of_distribution", 0.79, PERSIAN),
        ("in_distribution", 0.98, ENGLISH),
    )
    axes.plot([left, left], [bottom, bottom + height], color=INK, linewidth=0.9)
    for value in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = bottom + height * value
        axes.plot([left - 0.06, left], [y, y], color=INK, linewidth=0.9)
        axes.text(left - 0.1, y, f"{value:g}", ha="right", va="center", fontsize=7.5)
    for name, value, fill in levels:
        y = bottom + height * value
        axes.plot([left, left + 2.0], [y, y], color=fill, linewidth=3)
        axes.text(left + 2.1, y, f"{name}  {value:.2f}", va="center", fontsize=8.5)
    low, high = (bottom + height * levels[place][1] for place in (1, 2))
    arrow(axes, (left + 1.0, low), (left + 1.0, high), arrowstyle="<|-|>")
    axes.text(left + 1.1, (low + high) / 2, "gap", va="center", fontsize=8.5, fontweight="bold")


def alignment() -> Figure:
    """Pairs of sentence vectors before and after each language is centred; the same pairs, the same offset."""
    figure, axes = canvas(9.6, 4.1)
    english = np.array([(-0.9, 0.45), (-0.35, -0.75), (0.05, 0.8), (0.85, 0.4), (0.75, -0.5), (-0.4, 0.1)])
    drift = np.array(
        [(0.22, -0.14), (-0.2, 0.12), (0.24, 0.06), (-0.06, -0.24), (0.2, -0.16), (-0.24, -0.08)]
    )
    english, persian = english - english.mean(0), english + drift - (english + drift).mean(0)
    offsets = (np.array([-0.85, 0.5]), np.array([0.75, -0.45]))
    _cloud(axes, (2.4, 1.95), english + offsets[0], persian + offsets[1], means=True)
    _cloud(axes, (7.2, 1.95), english, persian, means=False)
    axes.text(2.4, 3.85, "cosine(source, targets)", ha="center", fontsize=10, fontweight="bold")
    axes.text(7.2, 3.85, "aligned_cosine(source, targets)", ha="center", fontsize=10, fontweight="bold")
    arrow(axes, (4.5, 1.95), (5.1, 1.95), linewidth=1.6, mutation_scale=14)
    axes.text(4.8, 2.15, "− mean", ha="center", fontsize=8.5)
    for x, fill, name in ((3.3, ENGLISH, "source  (en)"), (5.2, PERSIAN, "targets  (fa)")):
        axes.add_patch(Circle((x, 0.18), 0.08, facecolor=fill, edgecolor=INK, linewidth=0.8))
        axes.text(x + 0.15, 0.18, name, va="center", fontsize=8.5)
    return figure


def _cloud(
    axes: Axes, centre: tuple[float, float], english: np.ndarray, persian: np.ndarray, *, means: bool
) -> None:
    frame = FancyBboxPatch(
        (centre[0] - 2.1, centre[1] - 1.55), 4.2, 3.25,
        boxstyle="round,pad=0,rounding_size=0.08", facecolor="#fbfbfb", edgecolor=GREY, linewidth=0.9,
    )  # fmt: skip
    axes.add_patch(frame)
    origin = np.array(centre)
    axes.plot([origin[0] - 0.1, origin[0] + 0.1], [origin[1]] * 2, color=INK, linewidth=0.9)
    axes.plot([origin[0]] * 2, [origin[1] - 0.1, origin[1] + 0.1], color=INK, linewidth=0.9)
    for number, (one, other) in enumerate(zip(english + origin, persian + origin, strict=True)):
        axes.plot([one[0], other[0]], [one[1], other[1]], color=GREY, linewidth=0.7, linestyle=":")
        for place, fill in ((one, ENGLISH), (other, PERSIAN)):
            axes.add_patch(Circle(place, 0.11, facecolor=fill, edgecolor=INK, linewidth=0.8, zorder=3))
            axes.text(place[0], place[1], str(number), ha="center", va="center", fontsize=7, zorder=4)
    if means:
        for points, fill in ((english, ENGLISH), (persian, PERSIAN)):
            arrow(axes, tuple(origin), tuple(points.mean(0) + origin), color=fill, linewidth=2.4, zorder=2)


def ledger() -> Figure:
    """Four entries of a ledger, each with the digest of the one before it; the last prediction comes too late."""
    figure, axes = canvas(9.6, 2.9)
    entries = [
        ("predicted", "gap  [0.1, 0.3]", "", "9f3c…", TABLES),
        ("predicted", "gap  [0.0, 0.2]", "9f3c…", "41d0…", TABLES),
        ("measured", "gap  0.29", "41d0…", "c7a8…", HEAD),
        ("predicted", "gap  [0.2, 0.4]", "c7a8…", "05be…", PAPER),
    ]
    for place, (kind, values, previous, digest, fill) in enumerate(entries):
        left = 0.3 + 2.35 * place
        box(axes, (left, 0.75), (1.9, 1.75), "", fill, linestyle="-" if fill != PAPER else "--")
        axes.text(
            left + 0.95, 2.25, f"[{place}]  {kind}", ha="center", va="center", fontsize=9, fontweight="bold"
        )
        axes.text(left + 0.95, 1.9, values, ha="center", va="center", fontsize=9)
        axes.text(left + 0.12, 1.38, f"previous  “{previous}”", va="center", fontsize=8)
        axes.text(left + 0.12, 1.05, f"digest  “{digest}”", va="center", fontsize=8, fontweight="bold")
        if place:
            arrow(axes, (left - 0.45, 1.05), (left, 1.38), color=INK, linewidth=1.3, mutation_scale=10)
    axes.text(3.6, 0.4, "first_broken == None", ha="center", fontsize=9, fontweight="bold")
    axes.text(8.3, 0.4, "late_changes", ha="center", fontsize=9, fontweight="bold", color=STOP)
    axes.plot([7.13, 7.13], [0.3, 2.7], color=STOP, linewidth=1.4, linestyle="--")
    return figure


def few_shot() -> Figure:
    """Nested sets of examples of three classes, and a curve between zero-shot and English."""
    figure, axes = canvas(9.6, 4.0)
    classes = ((3.0, "quran", TRAINED), (2.0, "bible", TABLES), (1.0, "mizan", HEAD))
    for y, label, fill in classes:
        axes.text(0.95, y, label, ha="right", va="center", fontsize=9)
        for place in range(8):
            axes.add_patch(
                Circle((1.35 + 0.42 * place, y), 0.15, facecolor=fill, edgecolor=INK, linewidth=0.8)
            )
    for size in (1, 2, 4, 8):
        right = 1.35 + 0.42 * (size - 1) + 0.19
        inset = 0.035 * (8 - size)
        frame = FancyBboxPatch(
            (1.12, 0.5 + inset), right - 1.12, 3.0 - 2 * inset,
            boxstyle="round,pad=0,rounding_size=0.06", facecolor="none", edgecolor=INK, linewidth=1.0,
        )  # fmt: skip
        axes.add_patch(frame)
        axes.text(right - 0.16, 3.62, f"k = {size}", ha="center", fontsize=8.5)
    curve = figure.add_axes((0.6, 0.17, 0.37, 0.72))
    sizes = [0, 1, 2, 4, 8]
    means, errors = np.array([0.62, 0.65, 0.74, 0.82, 0.87]), np.array([0, 0.03, 0.03, 0.02, 0.02])
    curve.errorbar(sizes, means, yerr=errors, marker="o", capsize=3, color=INK)
    curve.axhline(0.95, color="#c9780f", linestyle="--", linewidth=1.6)
    curve.axhline((0.62 + 0.95) / 2, color=GREY, linestyle=":", linewidth=1.2)
    curve.text(0.02, 0.958, "english", fontsize=8.5, color="#c9780f", va="bottom")
    curve.text(0.02, 0.792, "share = 0.5", fontsize=8.5, color=GREY, va="bottom")
    curve.set_xscale("symlog", base=2, linthresh=1)
    curve.set_xticks(sizes, [str(size) for size in sizes])
    curve.set(xlabel="k", ylabel="mean ± error", ylim=(0.55, 1.0))
    curve.spines[["top", "right"]].set_visible(False)
    return figure


FIGURES: dict[str, Callable[[], Figure]] = {
    "transfer": transfer,
    "alignment": alignment,
    "ledger": ledger,
    "few_shot": few_shot,
}


if __name__ == "__main__":
    save(FIGURES, Path(__file__).resolve().parent)
