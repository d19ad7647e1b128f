"""Draws the figures of the a10_vision handouts without any word that needs translating.

python -m course.a10_vision.figures.draw
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import torch
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image
from torch import Tensor
from transformers import DeiTConfig, DeiTForImageClassification

from course.kit.checkpoints import load_checkpoint
from course.kit.data import read_rows
from course.kit.drawing import FROZEN, GREY, HEAD, INK, PAPER, TABLES, TRAINED, arrow, box, canvas, save

SHOWN = 16  # the row of the sample's training split that the first figure cuts up
LOOKING = (
    27  # the patch, row 3 and column 3 of 8 by 8, whose position the third figure compares with all others
)


def deit_small() -> DeiTConfig:
    """The configuration of facebook/deit-small-distilled-patch16-224 under a head for ten classes."""
    sizes = {"hidden_size": 384, "num_hidden_layers": 12, "num_attention_heads": 6, "intermediate_size": 1536}
    return DeiTConfig.from_dict({**sizes, "image_size": 224, "patch_size": 16, "num_labels": 10})


def mini_deit() -> DeiTConfig:
    """The sizes of mini-deit under a head for ten classes."""
    sizes = {"hidden_size": 64, "num_hidden_layers": 12, "num_attention_heads": 4, "intermediate_size": 256}
    return DeiTConfig.from_dict({**sizes, "image_size": 32, "patch_size": 4, "num_labels": 10})


def part_sizes(config: DeiTConfig) -> dict[str, int]:
    """Parameters of each part of the classifier; `layer` is one block. Nothing is allocated."""
    with torch.device("meta"):
        model = DeiTForImageClassification(config)
    parts = {
        "embeddings": model.deit.embeddings,
        "layer": model.deit.layers[0],
        "layernorm": model.deit.layernorm,
        "classifier": model.classifier,
    }
    return {name: sum(parameter.numel() for parameter in part.parameters()) for name, part in parts.items()}


def frozen_sizes(config: DeiTConfig) -> tuple[int, int]:
    """Trainable and total parameters when all but the last block, the last norm and the head is frozen."""
    sizes = part_sizes(config)
    top = sizes["layernorm"] + sizes["classifier"]
    total = sizes["embeddings"] + config.num_hidden_layers * sizes["layer"] + top
    return sizes["layer"] + top, total


@cache
def _picture() -> np.ndarray:
    stored = read_rows("cifar10", "train")[SHOWN]["img"]["bytes"]
    return np.array(Image.open(io.BytesIO(stored)).convert("RGB"))


def _pixels(axes: Axes, pixels: np.ndarray, left: float, bottom: float, side: float) -> None:
    """A square of pixels at a place of the canvas, so that the axes stay what they were."""
    limits = axes.get_xlim(), axes.get_ylim()
    axes.imshow(
        pixels, extent=(left, left + side, bottom, bottom + side), interpolation="nearest", aspect="auto"
    )
    axes.set(xlim=limits[0], ylim=limits[1])


def patches() -> Figure:
    """A picture cut into patches, a row of them flattened and projected, and the tokens the blocks read."""
    figure, axes = canvas(9.6, 5.0)
    picture, side, left, bottom = _picture(), 2.4, 0.35, 2.1
    _pixels(axes, picture, left, bottom, side)
    for line in range(9):
        place = side * line / 8
        axes.plot([left + place] * 2, [bottom, bottom + side], color=PAPER, linewidth=0.7)
        axes.plot([left, left + side], [bottom + place] * 2, color=PAPER, linewidth=0.7)
    axes.text(left + side / 2, bottom + side + 0.12, "pixel_values  (3, 32, 32)", ha="center", fontsize=8.5)
    axes.text(left, bottom - 0.2, "row 0:  0 … 7     row 1:  8 … 15     …", fontsize=7.5, color=INK)
    axes.text(left, bottom - 0.42, "P = 4     N = (32 / 4)² = 64", fontsize=8)
    chosen = (17, 18, 26, 45)
    for slot, number in enumerate(chosen):
        row, column = divmod(number, 8)
        y = 4.0 - 0.62 * slot
        patch = picture[4 * row : 4 * row + 4, 4 * column : 4 * column + 4]
        corner = (left + side * column / 8, bottom + side * (7 - row) / 8)
        axes.add_patch(
            Rectangle(corner, side / 8, side / 8, fill=False, edgecolor=INK, linewidth=2, zorder=3)
        )
        _pixels(axes, patch, 3.45, y, 0.48)
        axes.add_patch(Rectangle((3.45, y), 0.48, 0.48, fill=False, edgecolor=INK, linewidth=0.8))
        axes.text(3.38, y + 0.24, str(number), ha="right", va="center", fontsize=8)
        arrow(axes, (3.97, y + 0.24), (4.17, y + 0.24))
        _strip(axes, patch, 4.2, y + 0.13)
        arrow(axes, (6.15, y + 0.24), (6.38, y + 0.24))
    axes.text(3.69, 4.62, "4 × 4 × 3", ha="center", fontsize=8.5)
    axes.text(5.16, 4.62, "3 · P · P = 48", ha="center", fontsize=8.5)
    box(axes, (6.4, 2.14), (1.1, 2.34), "projection\n\nConv2d\nkernel 4\nstride 4\n\n64 × 48", TABLES, fontsize=8.5)  # fmt: skip
    arrow(axes, (7.5, 3.3), (7.95, 3.3))
    axes.text(8.72, 4.62, "(64, 64)", ha="center", fontsize=8.5)
    for slot, number in enumerate(("0", "…", "17", "18", "…", "26", "45", "63")):
        box(axes, (8.0, 4.2 - 0.294 * slot), (1.45, 0.26), number, TABLES, fontsize=8)
    _sequence(axes)
    arrow(axes, (9.03, 2.1), (9.03, 1.28))
    return figure


def _strip(axes: Axes, patch: np.ndarray, left: float, bottom: float) -> None:
    """The numbers of one patch in the order of the convolution's weight: channel, row, column."""
    width = 1.92 / 48
    for place, value in enumerate(patch.transpose(2, 0, 1).ravel()):
        colour = [0.0, 0.0, 0.0]
        colour[place // 16] = float(value) / 255
        axes.add_patch(Rectangle((left + width * place, bottom), width, 0.22, facecolor=colour, linewidth=0))
    axes.add_patch(Rectangle((left, bottom), 1.92, 0.22, fill=False, edgecolor=INK, linewidth=0.8))


def _sequence(axes: Axes) -> None:
    tokens = [
        ("cls", HEAD),
        ("dist", HEAD),
        ("0", TABLES),
        ("1", TABLES),
        ("2", TABLES),
        ("…", PAPER),
        ("62", TABLES),
        ("63", TABLES),
    ]
    for slot, (name, fill) in enumerate(tokens):
        x = 3.4 + 0.76 * slot
        box(axes, (x, 0.98), (0.62, 0.28), name, fill, fontsize=8)
        axes.text(x + 0.31, 0.81, "+", ha="center", va="center", fontsize=10)
        position = "…" if name == "…" else f"pos {slot}" if slot < 5 else f"pos {slot + 58}"
        box(axes, (x, 0.38), (0.62, 0.28), position, PAPER if name == "…" else "#d7ebe3", fontsize=7.5)
    axes.text(0.35, 1.12, "DeiTEmbeddings  →  (1 + 1 + 64, 64)", va="center", fontsize=8.5)
    axes.text(0.35, 0.52, "position_embeddings  (66, 64)", va="center", fontsize=8.5)
    axes.text(0.35, 0.12, "mini-deit:  32, P = 4, 64 + 2", fontsize=8, color=INK)
    axes.text(
        3.4, 0.12, "deit-small-distilled-patch16-224:  224, P = 16, 196 + 2, hidden_size = 384", fontsize=8
    )


def million(count: int) -> str:
    """A count as it is read aloud: 1.77 M, or in full below ten thousand."""
    return f"{count:,}" if count < 10_000 else f"{count / 1e6:.2f} M"


def frozen() -> Figure:
    """The classifier as a stack: what trains, what is frozen, and how many parameters that is."""
    figure, axes = canvas(9.6, 5.9)
    config = deit_small()
    sizes = part_sizes(config)
    left, width = 0.4, 2.7
    rows = [(0.55, 0.5, "deit.embeddings", "embeddings", FROZEN)]
    rows += [
        (1.3 + 0.25 * i, 0.2, f"deit.layers.{i}.", "layer", FROZEN if i < 11 else TRAINED) for i in range(12)
    ]
    rows += [
        (4.52, 0.26, "deit.layernorm.", "layernorm", TRAINED),
        (5.05, 0.32, "classifier.", "classifier", TRAINED),
    ]
    for y, height, name, part, fill in rows:
        box(axes, (left, y), (width, height), name, fill, fontsize=8)
        axes.text(left + width + 0.1, y + height / 2, million(sizes[part]), va="center", fontsize=8)
    middle = left + width / 2
    for low, high in ((0.32, 0.55), (1.05, 1.3), (4.25, 4.52), (4.78, 5.05), (5.37, 5.6)):
        arrow(axes, (middle, low), (middle, high))
    axes.text(middle, 0.16, "pixel_values  (B, 3, 224, 224)", ha="center", fontsize=8)
    axes.text(middle + 0.08, 1.17, "(B, 198, 384)", va="center", fontsize=7.5)
    axes.text(middle + 0.08, 4.92, "[:, 0]   (B, 384)", va="center", fontsize=7.5)
    axes.text(middle, 5.68, "logits  (B, 10)", ha="center", fontsize=8)
    _block(axes, config)
    for row, (name, one) in enumerate((("deit-small", config), ("mini-deit", mini_deit()))):
        _bar(axes, name, *frozen_sizes(one), bottom=0.98 - 0.56 * row)
    return figure


def _block(axes: Axes, config: DeiTConfig) -> None:
    hidden, inner = config.hidden_size, config.intermediate_size
    left, width, middle = 5.35, 3.7, 7.2
    box(axes, (left - 0.4, 1.75), (width + 0.62, 3.55), "", "#fdf3e1", edgecolor=TRAINED, linewidth=1.4)
    axes.text(middle, 5.4, f"deit.layers.11.   =   {million(part_sizes(config)['layer'])}", ha="center",
              fontsize=10, fontweight="bold")  # fmt: skip
    box(axes, (left, 2.06), (width, 0.26), "layernorm_before", "#fbe3bd", fontsize=8)
    for i, name in enumerate(("q_proj", "k_proj", "v_proj")):
        x = left + 1.26 * i
        box(axes, (x, 2.54), (1.18, 0.34), f"{name}\n{hidden} × {hidden}", TRAINED, fontsize=7)
        arrow(axes, (x + 0.59, 2.32), (x + 0.59, 2.54))
        arrow(axes, (x + 0.59, 2.88), (x + 0.59, 3.1))
    box(axes, (left, 3.1), (width, 0.3), f"attention.o_proj   {hidden} × {hidden}", TRAINED, fontsize=8)
    box(axes, (left, 3.74), (width, 0.26), "layernorm_after", "#fbe3bd", fontsize=8)
    box(axes, (left, 4.17), (width, 0.3), f"mlp.fc1   {hidden} → {inner},  GELU", TRAINED, fontsize=8)
    box(axes, (left, 4.65), (width, 0.3), f"mlp.fc2   {inner} → {hidden}", TRAINED, fontsize=8)
    for low, high in ((1.6, 2.06), (3.4, 3.74), (4.0, 4.17), (4.47, 4.65), (4.95, 5.24)):
        arrow(axes, (middle, low), (middle, high))
    for low, high in ((1.88, 3.52), (3.62, 5.1)):
        axes.plot([middle, left - 0.18, left - 0.18], [low, low, high], color=GREY, linewidth=0.9)
        arrow(axes, (left - 0.18, high), (middle, high), color=GREY)
        axes.text(left - 0.28, high, "+", fontsize=10, ha="center", va="center")


def _bar(axes: Axes, name: str, trainable: int, total: int, bottom: float) -> None:
    left, width = 5.35, 3.7
    share = width * trainable / total
    axes.text(left - 0.12, bottom + 0.13, name, ha="right", va="center", fontsize=8.5)
    axes.add_patch(Rectangle((left, bottom), width - share, 0.26, facecolor=FROZEN, edgecolor=INK, linewidth=0.9))  # fmt: skip
    axes.add_patch(
        Rectangle(
            (left + width - share, bottom), share, 0.26, facecolor=TRAINED, edgecolor=INK, linewidth=0.9
        )
    )
    axes.text(left + (width - share) / 2, bottom + 0.13, f"requires_grad = False   {total - trainable:,}",
              ha="center", va="center", fontsize=8)  # fmt: skip
    axes.text(left + width, bottom - 0.14, f"requires_grad = True   {trainable:,}   =   {trainable / total:.1%}",
              ha="right", va="center", fontsize=8)  # fmt: skip


@cache
def _position_grid() -> Tensor:
    """mini-deit's positions of the patches, (1, hidden, 8, 8)."""
    model, _ = load_checkpoint("mini-deit")
    return model.embeddings.position_embeddings.detach()[:, 2:].unflatten(1, (8, 8)).permute(0, 3, 1, 2)


def likeness(grid: Tensor) -> Tensor:
    """Cosine of each position of a grid (1, hidden, height, width) with the small grid's position LOOKING."""
    one = _position_grid().flatten(2)[..., LOOKING]
    return torch.cosine_similarity(grid, one[..., None, None], dim=1)[0]


def positions() -> Figure:
    """mini-deit's positions as a grid, and the same grid for a picture half as large again."""
    figure, axes = canvas(9.6, 4.0)
    small = _position_grid()
    large = torch.nn.functional.interpolate(small, size=(12, 12), mode="bicubic", align_corners=False)
    _grid(axes, likeness(small), 0.95, 0.55, 0.3)
    _grid(axes, likeness(large), 5.3, 0.25, 0.26)
    arrow(axes, (3.65, 1.75), (5.0, 1.75), linewidth=1.4, mutation_scale=14)
    axes.text(4.33, 2.15, "F.interpolate", ha="center", fontsize=8.5)
    axes.text(4.33, 1.94, "bicubic", ha="center", fontsize=8.5)
    axes.text(4.33, 1.48, "(1, 64, 8, 8)", ha="center", fontsize=8)
    axes.text(4.33, 1.28, "→ (1, 64, 12, 12)", ha="center", fontsize=8)
    for left, count, size in ((0.95, 64, 32), (5.3, 144, 48)):
        for slot, name in enumerate(("cls", "dist")):
            box(axes, (left + 0.55 * slot, 3.5), (0.48, 0.26), name, HEAD, fontsize=8)
        axes.text(left + 1.25, 3.63, f"1 + 1 + {count}     {size} × {size} px", va="center", fontsize=8.5)
    arrow(axes, (4.1, 3.63), (5.0, 3.63), linewidth=1.4, mutation_scale=14)
    axes.text(4.55, 3.72, "=", ha="center", fontsize=11)
    _scale(axes)
    return figure


def _grid(axes: Axes, values: Tensor, left: float, bottom: float, cell: float) -> None:
    side = len(values)
    for row in range(side):
        for column in range(side):
            corner = (left + cell * column, bottom + cell * (side - 1 - row))
            axes.add_patch(Rectangle(corner, cell, cell, facecolor=_colour(float(values[row, column])),
                                     edgecolor=PAPER, linewidth=0.6))  # fmt: skip


def _colour(value: float) -> tuple[float, float, float, float]:
    return colormaps["viridis"]((value + 1) / 2)


def _scale(axes: Axes) -> None:
    for step in range(20):
        axes.add_patch(
            Rectangle((9.0, 0.6 + 0.1 * step), 0.16, 0.1, facecolor=_colour(-0.95 + 0.1 * step), linewidth=0)
        )
    for value in (-1, 0, 1):
        axes.text(9.2, 1.6 + value, f"{value:+d}" if value else "0", va="center", fontsize=8)
    axes.text(9.08, 2.75, "cos", ha="center", fontsize=8.5)


def fused() -> Figure:
    """Where the query, key and value matrices of transformers lie in timm's one matrix."""
    figure, axes = canvas(9.6, 2.9)
    axes.text(2.35, 2.62, "transformers", ha="center", fontsize=10, fontweight="bold")
    axes.text(7.4, 2.62, "timm", ha="center", fontsize=10, fontweight="bold")
    axes.text(2.35, 0.12, "deit.layers.3.attention.*_proj.weight", ha="center", fontsize=8.5)
    axes.text(7.4, 0.12, "blocks.3.attn.qkv.weight", ha="center", fontsize=8.5)
    for slot, (name, fill) in enumerate((("q_proj", TRAINED), ("k_proj", TABLES), ("v_proj", HEAD))):
        left, bottom = 0.7 + 1.15 * slot, 1.0
        box(axes, (left, bottom), (1.0, 0.7), f"{name}\n64 × 64", fill, fontsize=8.5)
        box(axes, (6.9, 1.8 - 0.7 * slot), (1.0, 0.7), f"{name[0]}\n64 × 64", fill, fontsize=8.5)
        rows = ("0 … 63", "64 … 127", "128 … 191")[slot]
        axes.text(6.8, 2.15 - 0.7 * slot, rows, ha="right", va="center", fontsize=8)
    arrow(axes, (4.25, 1.35), (5.65, 1.35), linewidth=1.4, mutation_scale=14)
    axes.text(4.95, 1.5, "torch.cat,  dim 0", ha="center", fontsize=8.5)
    axes.text(8.05, 1.45, "192 × 64", va="center", fontsize=9)
    return figure


FIGURES: dict[str, Callable[[], Figure]] = {
    "patches": patches,
    "frozen": frozen,
    "positions": positions,
    "fused": fused,
}


if __name__ == "__main__":
    save(FIGURES, Path(__file__).resolve().parent)
