"""Boxes, arrows, colours and saving for the drawings of the handouts, the same bytes on every run."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

INK, GREY, PAPER = "#1d2733", "#8b95a1", "#ffffff"
TRAINED, FROZEN, TABLES, HEAD = "#f2a541", "#a9c4de", "#7fb7a3", "#c98bb9"
_RENDERING: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "mathtext.fontset": "dejavusans",
    "svg.fonttype": "path",
    "svg.hashsalt": "tamrin",
    "figure.facecolor": PAPER,
}
# dates and versions would make the files differ from one machine to the next
_METADATA = {".svg": {"Date": None, "Creator": None}, ".png": {"Software": None}}


def canvas(width: float, height: float) -> tuple[Figure, Axes]:
    """An empty drawing whose unit is one inch, origin at the bottom left."""
    figure = Figure(figsize=(width, height))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.set_axis_off()
    return figure, axes


def box(
    axes: Axes, corner: tuple[float, float], size: tuple[float, float], text: str, fill: str, **style: Any
) -> None:
    """A labelled box; corner is its bottom left, size its width and height."""
    (x, y), (width, height), fontsize = corner, size, style.pop("fontsize", 9)
    style = {"boxstyle": "round,pad=0,rounding_size=0.05", "edgecolor": INK, "linewidth": 0.9} | style
    axes.add_patch(FancyBboxPatch(corner, width, height, facecolor=fill, **style))
    axes.text(x + width / 2, y + height / 2, text, ha="center", va="center", fontsize=fontsize, color=INK)


def arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], **style: Any) -> None:
    """A thin arrow from start to end."""
    style = {"color": INK, "linewidth": 0.9, "mutation_scale": 8, "arrowstyle": "-|>"} | style
    axes.add_patch(FancyArrowPatch(start, end, shrinkA=0, shrinkB=0, **style))


def save(figures: Mapping[str, Callable[[], Figure]], folder: Path) -> list[Path]:
    """Draws every figure into folder as <name>.svg and <name>.png, and returns the paths."""
    paths = []
    with mpl.rc_context(_RENDERING):
        for name, make in figures.items():
            figure = make()
            for suffix, metadata in _METADATA.items():
                paths.append(folder / f"{name}{suffix}")
                figure.savefig(paths[-1], dpi=110, metadata=metadata)
    return paths
