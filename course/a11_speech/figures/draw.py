"""Draws the figures of the a11_speech handouts without any word that needs translating.

python -m course.a11_speech.figures.draw
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle
from transformers import HubertConfig, HubertModel

from course.kit.drawing import FROZEN, GREY, HEAD, INK, PAPER, TABLES, TRAINED, arrow, box, canvas, save

PALE, LEAK = "#fdf3e1", "#c0392b"
RECORDING_COLOURS = (TRAINED, TABLES, HEAD, FROZEN)


def hubert_base() -> HubertConfig:
    """The configuration of facebook/hubert-base-ls960, which is the library's default."""
    return HubertConfig()


def convolution_table(config: HubertConfig, samples: int) -> list[tuple[int, int, int, int, int]]:
    """Kernel, stride, frames that are left of `samples`, receptive field and hop in samples, after each convolution."""
    rows, frames, field, hop = [], samples, 1, 1
    for kernel, stride in zip(config.conv_kernel, config.conv_stride, strict=True):
        frames, field, hop = (frames - kernel) // stride + 1, field + (kernel - 1) * hop, hop * stride
        rows.append((kernel, stride, frames, field, hop))
    return rows


def part_sizes(config: HubertConfig) -> dict[str, int]:
    """Parameters of each part of the encoder; `layer` is one transformer layer. Nothing is allocated."""
    with torch.device("meta"):
        model = HubertModel(config)
    parts = {
        "convolutions": model.feature_extractor,
        "projection": model.feature_projection,
        "positions": model.encoder.pos_conv_embed,
        "layer": model.encoder.layers[0],
        "whole": model,
    }
    return {name: sum(parameter.numel() for parameter in part.parameters()) for name, part in parts.items()}


def million(count: int) -> str:
    """A count as it is read aloud: 7.09 M."""
    return f"{count / 1e6:.2f} M"


def frames() -> Figure:
    """From samples through seven convolutions to frames: the stack on the left, four frames' windows on the right."""
    figure, axes = canvas(9.6, 6.3)
    _convolution_stack(axes)
    _windows(axes)
    return figure


def _waveform(axes: Axes, left: float, width: float, middle: float, height: float, cycles: float) -> None:
    """Something that looks like speech: three syllables of a tone with overtones."""
    time = np.linspace(0, 1, 900)
    envelope = sum(
        size * np.exp(-(((time - place) / spread) ** 2))
        for place, spread, size in ((0.2, 0.1, 1.0), (0.5, 0.08, 0.7), (0.79, 0.12, 0.85))
    )
    tone = np.sin(2 * np.pi * cycles * time) + 0.5 * np.sin(4 * np.pi * cycles * time + 1)
    curve = (0.06 + 0.94 * envelope) * tone / 1.4
    axes.plot(left + width * time, middle + height / 2 * curve, color=INK, linewidth=0.7)


def _convolution_stack(axes: Axes) -> None:
    config = hubert_base()
    sizes, rows = part_sizes(config), convolution_table(config, 32_000)
    left, width, step = 0.3, 2.55, 0.4
    _waveform(axes, left, width, 0.62, 0.5, cycles=38)
    axes.text(left + width / 2, 0.16, "input_values   (B, 32000)", ha="center", fontsize=8)
    columns = (3.1, 3.45, 3.95, 4.5, 4.98)
    bottom = 1.15
    top = bottom + step * len(rows)
    for x, name in zip(columns, ("k", "s", "T", "r", "h"), strict=True):
        axes.text(x, top + 0.02, name, ha="center", fontsize=9, fontweight="bold", style="italic")
    for i, row in enumerate(rows):
        y = bottom + step * i
        box(axes, (left, y), (width, 0.29), f"feature_extractor.conv_layers.{i}", TABLES, fontsize=7.5)
        arrow(axes, (left + width / 2, y - 0.11), (left + width / 2, y))
        for x, value in zip(columns, row, strict=True):
            axes.text(x, y + 0.145, f"{value:,}", ha="center", va="center", fontsize=8)
    last = rows[-1]
    axes.text(left + 0.05, top + 0.02, f"(B, 512, {last[2]})", fontsize=7.5, va="center")
    upper = [
        (top + 0.17, "feature_projection   512 → 768", FROZEN, sizes["projection"]),
        (top + 0.6, "encoder.pos_conv_embed", FROZEN, sizes["positions"]),
        (top + 1.03, "encoder.layers.0 … 11", TRAINED, 12 * sizes["layer"]),
    ]
    for y, name, fill, size in upper:
        box(axes, (left, y), (width, 0.29), name, fill, fontsize=7.5)
        axes.text(left + width + 0.08, y + 0.145, million(size), va="center", fontsize=7.5)
        arrow(axes, (left + width / 2, y - 0.14), (left + width / 2, y))
    end = top + 1.32
    arrow(axes, (left + width / 2, end), (left + width / 2, end + 0.24))
    axes.text(
        left + width / 2, end + 0.32, f"last_hidden_state   (B, {last[2]}, 768)", ha="center", fontsize=8
    )
    axes.text(4.45, end + 0.32, f"$\\Sigma$ = {sizes['whole'] / 1e6:.1f} M", fontsize=10, fontweight="bold")
    axes.plot([5.2, 5.28, 5.28, 5.2], [bottom, bottom, top - 0.11, top - 0.11], color=INK, linewidth=0.9)
    axes.text(
        5.34, (bottom + top) / 2, million(sizes["convolutions"]), rotation=90, va="center", fontsize=7.5
    )


def _windows(axes: Axes) -> None:
    left, unit, count = 5.85, 3.4 / 1360, 4  # one inch is 400 samples
    _waveform(axes, left, 1360 * unit, 1.1, 0.9, cycles=15)
    axes.plot([left, left + 1360 * unit], [0.55, 0.55], color=GREY, linewidth=0.9)
    for start in range(0, 1361, 320):
        axes.plot([left + start * unit] * 2, [0.5, 0.6], color=GREY, linewidth=0.9)
        axes.text(left + start * unit, 0.33, str(start), ha="center", fontsize=7, color=GREY)
    for i in range(count):
        first, y = left + 320 * i * unit, 1.85 + 0.5 * i
        axes.add_patch(
            Rectangle(
                (first, 0.6), 400 * unit, y - 0.6, facecolor=RECORDING_COLOURS[i], alpha=0.22, linewidth=0
            )
        )
        box(
            axes,
            (first, y),
            (400 * unit, 0.3),
            f"{320 * i} … {320 * i + 399}",
            RECORDING_COLOURS[i],
            fontsize=7.5,
        )
        middle = first + 200 * unit
        arrow(axes, (middle, y + 0.3), (middle, 4.35))
        axes.add_patch(
            Circle((middle, 4.52), 0.17, facecolor=RECORDING_COLOURS[i], edgecolor=INK, linewidth=0.9)
        )
        axes.text(middle, 4.52, str(i), ha="center", va="center", fontsize=9, fontweight="bold")
    axes.annotate("", (left, 0.2), (left + 400 * unit, 0.2), arrowprops={"arrowstyle": "<->", "color": INK})
    axes.text(left + 420 * unit, 0.2, "400 = 25 ms", va="center", fontsize=8)
    low, high = left + 200 * unit, left + 520 * unit
    axes.annotate("", (low, 4.85), (high, 4.85), arrowprops={"arrowstyle": "<->", "color": INK})
    axes.text((low + high) / 2, 4.95, "320 = 20 ms", ha="center", fontsize=8)
    axes.text(
        left + 680 * unit, 5.75, r"$T = \lfloor (n - 400)\,/\,320 \rfloor + 1$", ha="center", fontsize=11
    )
    axes.text(left + 680 * unit, 5.4, "n = 32 000   →   T = 99", ha="center", fontsize=9)


def padding() -> Figure:
    """A short recording in a long row: which frames are its own, and what they mean with and without a mask."""
    figure, axes = canvas(9.6, 4.9)
    left, samples, padded = 1.7, 1200, 2000
    unit = 5.0 / padded
    own = (samples - 400) // 320 + 1
    values = (0.9, 0.6, 0.6, 0.2, 0.0, 0.1)
    axes.add_patch(Rectangle((left, 0.55), samples * unit, 0.6, facecolor=PALE, edgecolor=INK, linewidth=0.9))
    axes.add_patch(
        Rectangle(
            (left + samples * unit, 0.55), (padded - samples) * unit, 0.6, facecolor=PAPER, edgecolor=GREY,
            hatch="////", linewidth=0.9,
        )
    )  # fmt: skip
    _waveform(axes, left, samples * unit, 0.85, 0.5, cycles=22)
    axes.plot([left + samples * unit, left + padded * unit], [0.85, 0.85], color=INK, linewidth=0.7)
    for place in (0, samples, padded):
        axes.text(left + place * unit, 0.35, f"{place:,}", ha="center", fontsize=7.5, color=GREY)
    _row_name(axes, 0.85, "input_values")
    axes.text(
        left + samples * unit / 2, 1.25, "1   1   1   1   …   1   1   1", ha="center", va="center", fontsize=8
    )
    axes.text(
        left + (samples + padded) * unit / 2, 1.25, "0   0   …   0   0", ha="center", va="center", fontsize=8
    )
    _row_name(axes, 1.25, "attention_mask")
    centres = []
    for i, value in enumerate(values):
        first, y = left + 320 * i * unit, 1.5 + 0.26 * (i % 2)
        fill = TRAINED if i < own else PAPER
        axes.add_patch(
            Rectangle(
                (first, y), 400 * unit, 0.2, facecolor=fill, edgecolor=INK, linewidth=0.9,
                linestyle="-" if i < own else "--",
            )
        )  # fmt: skip
        centre = first + 200 * unit
        centres.append(centre)
        axes.text(centre, y + 0.1, f"{320 * i} … {320 * i + 399}", ha="center", va="center", fontsize=6.5)
        arrow(axes, (centre, y + 0.2), (centre, 2.32), color=GREY)
        box(axes, (centre - 0.24, 2.32), (0.48, 0.42), f"{value:.1f}", fill, fontsize=9)
        axes.text(
            centre, 2.92, "1" if i < own else "0", ha="center", va="center", fontsize=9, fontweight="bold"
        )
    axes.plot([left + samples * unit] * 2, [0.45, 3.1], color=INK, linewidth=0.9, linestyle=":", zorder=0.5)
    _row_name(axes, 1.73, "400 / 320")
    _row_name(axes, 2.53, "frame")
    _row_name(axes, 2.92, "feature_mask")
    with_mask, without = sum(values[:own]) / own, sum(values) / len(values)
    for y, count, mean, fill in ((3.55, own, with_mask, TRAINED), (4.25, len(values), without, PAPER)):
        low, high = centres[0] - 0.24, centres[count - 1] + 0.24
        axes.plot([low, low, high, high], [y - 0.22, y - 0.14, y - 0.14, y - 0.22], color=INK, linewidth=0.9)
        total = " + ".join(f"{value:.1f}" for value in values[:count])
        axes.text((low + high) / 2, y + 0.02, f"({total}) / {count}", ha="center", va="center", fontsize=8.5)
        arrow(axes, (high + 0.1, y), (7.55, y))
        box(
            axes,
            (7.6, y - 0.2),
            (0.75, 0.4),
            f"{mean:.2f}",
            fill,
            fontsize=10,
            linestyle="-" if count == own else "--",
        )
    axes.text(8.5, 3.55, "mask", va="center", fontsize=9, fontweight="bold")
    axes.text(8.5, 4.25, "mask = None", va="center", fontsize=9)
    return figure


def _row_name(axes: Axes, y: float, name: str) -> None:
    axes.text(1.55, y, name, ha="right", va="center", fontsize=8.5, family="monospace")


def leaks() -> Figure:
    """Where copies end up: segments of a recording on the left, oversampled rows on the right; leaking above, not below."""
    figure, axes = canvas(9.6, 4.5)
    by_segment = ("a0 a2 b0 b1 c0 d0", "a1 b2 c1")
    by_recording = ("a0 a1 a2 b0 b1 b2", "c0 c1 d0")
    _two_splits(axes, 0.3, 2.4, "segment   →   split", by_segment, owner=lambda cell: cell[0])
    _two_splits(axes, 0.3, 0.3, "split   →   segment", by_recording, owner=lambda cell: cell[0])
    axes.text(0.3, 4.22, "q2_split", fontsize=9.5, fontweight="bold")
    axes.text(2.0, 4.22, "a0 a1 a2 | b0 b1 b2 | c0 c1 | d0", fontsize=8, family="monospace")
    _two_splits(axes, 5.1, 2.4, "oversample   →   split", ("N1 N2 N3 N4 W1 W1 W2", "N5 W1 W2"))
    _two_splits(axes, 5.1, 0.3, "split   →   oversample", ("N1 N2 N3 N4 W1 W1 W1 W1", "N5 W2"))
    axes.text(5.1, 4.22, "q3_balance", fontsize=9.5, fontweight="bold")
    axes.text(6.8, 4.22, "N1 N2 N3 N4 N5 | W1 W2", fontsize=8, family="monospace")
    axes.plot([4.75, 4.75], [0.25, 4.3], color=GREY, linewidth=0.9, linestyle=":")
    return figure


def _two_splits(
    axes: Axes,
    left: float,
    bottom: float,
    name: str,
    splits: tuple[str, str],
    owner: Callable[[str], str] = lambda cell: cell,
) -> None:
    """A train and a test box full of cells; those whose owner is in both are ringed and joined."""
    sides = [split.split() for split in splits]
    shared = {owner(cell) for cell in sides[0]} & {owner(cell) for cell in sides[1]}
    axes.text(left, bottom + 1.5, name, fontsize=9)
    x, places = left, []
    for title, cells in zip(("train", "test"), sides, strict=True):
        columns = (len(cells) + 1) // 2
        width = 0.5 * columns + 0.16
        box(axes, (x, bottom), (width, 1.16), "", PALE if title == "train" else PAPER)
        axes.text(x + width / 2, bottom + 1.23, title, ha="center", fontsize=8, family="monospace")
        for i, cell in enumerate(cells):
            corner = (x + 0.11 + 0.5 * (i % columns), bottom + 0.62 - 0.5 * (i // columns))
            leaking = owner(cell) in shared
            style: dict[str, Any] = {"edgecolor": LEAK, "linewidth": 2.2} if leaking else {}
            box(axes, corner, (0.42, 0.42), cell, _colour(cell), fontsize=8.5, **style)
            places.append((title, cell, corner))
        x += width + 0.55
    mark = (x - 0.35, bottom + 0.58)
    axes.text(*mark, "✗" if shared else "✓", color=LEAK if shared else INK, fontsize=13,
              fontweight="bold", va="center")  # fmt: skip


def _colour(cell: str) -> str:
    return dict(zip("abcdNW", (*RECORDING_COLOURS, FROZEN, TRAINED), strict=True))[cell[0]]


def units() -> Figure:
    """How HuBERT's targets are made, and what it has to guess: units of masked frames."""
    figure, axes = canvas(9.6, 4.7)
    left, step, count = 1.9, 0.5, 14
    masked = set(range(4, 9))
    colours = {3: FROZEN, 7: TRAINED, 1: TABLES, 9: HEAD, 4: PALE}
    ids = (3, 3, 7, 7, 7, 1, 1, 9, 9, 9, 4, 4, 3, 3)
    width = step * count
    _waveform(axes, left, width, 0.55, 0.6, cycles=40)
    _row_name(axes, 0.55, "input_values")
    for i, unit in enumerate(ids):
        x = left + step * i
        hidden = i in masked
        box(axes, (x + 0.04, 2.55), (step - 0.08, 0.36), "" if hidden else "x", PAPER if hidden else TABLES,
            fontsize=8, linestyle="--" if hidden else "-")  # fmt: skip
        if hidden:
            axes.text(x + step / 2, 2.73, "m", ha="center", va="center", fontsize=9, fontweight="bold")
        box(axes, (x + 0.04, 1.4), (step - 0.08, 0.34), str(unit), colours[unit], fontsize=9)
        arrow(axes, (x + step / 2, 2.91), (x + step / 2, 3.15), color=GREY)
        if hidden:
            arrow(axes, (x + step / 2, 3.5), (x + step / 2, 3.85), linewidth=1.3)
            axes.text(x + step / 2, 4.0, str(unit), ha="center", va="center", fontsize=10, fontweight="bold")
    box(axes, (left, 3.15), (width, 0.35), "encoder.layers", TRAINED, fontsize=9)
    arrow(axes, (left + width / 2, 0.9), (left + width / 2, 1.38))
    axes.text(left + width / 2 + 0.1, 1.12, "mfcc   →   k-means", fontsize=8.5, va="center")
    arrow(axes, (left - 0.08, 0.75), (left - 0.08, 2.5), color=GREY)
    axes.text(left + 0.06, 2.2, "feature_extractor,  feature_projection", fontsize=8.5, va="center")
    for y, name in ((1.57, "units"), (2.73, "frames"), (4.0, "targets")):
        _row_name(axes, y, name)
    low, high = left + step * min(masked), left + step * (max(masked) + 1)
    axes.plot([low, low, high, high], [4.22, 4.3, 4.3, 4.22], color=INK, linewidth=0.9)
    axes.text((low + high) / 2, 4.43, "length", ha="center", fontsize=8.5, family="monospace")
    return figure


FIGURES: dict[str, Callable[[], Figure]] = {
    "frames": frames,
    "padding": padding,
    "leaks": leaks,
    "units": units,
}


if __name__ == "__main__":
    save(FIGURES, Path(__file__).resolve().parent)
