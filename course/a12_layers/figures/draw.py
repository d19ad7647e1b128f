"""Draws the figures of the a12_layers handouts without any word that needs translating.

python -m course.a12_layers.figures.draw
"""

import random
from collections.abc import Callable
from pathlib import Path

import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch, Rectangle
from transformers import BertConfig, BertForSequenceClassification

from course.kit.drawing import FROZEN, GREY, HEAD, INK, PAPER, TABLES, TRAINED, arrow, box, canvas, save

HEAD_COLOURS = (TRAINED, TABLES, HEAD, FROZEN)


def parsbert() -> BertConfig:
    """The configuration of HooshvareLab/bert-base-parsbert-uncased: BERT base with 100,000 word pieces."""
    return BertConfig.from_dict({"vocab_size": 100_000, "num_labels": 3})


def part_sizes(config: BertConfig) -> dict[str, int]:
    """Parameters of each part of the classifier; `layer` is one encoder layer. Nothing is allocated."""
    with torch.device("meta"):
        model = BertForSequenceClassification(config)
    parts = {
        "embeddings": model.bert.embeddings,
        "layer": model.bert.encoder.layer[0],
        "pooler": model.bert.pooler,
        "classifier": model.classifier,
    }
    return {name: sum(parameter.numel() for parameter in part.parameters()) for name, part in parts.items()}


def million(count: int) -> str:
    """A count as it is read aloud: 7.09 M, or in full below ten thousand."""
    return f"{count:,}" if count < 10_000 else f"{count / 1e6:.2f} M"


def anatomy() -> Figure:
    """The classifier as a stack, one layer opened, each box with its name in the code and its parameters."""
    sizes = part_sizes(parsbert())
    total = sizes["embeddings"] + 12 * sizes["layer"] + sizes["pooler"] + sizes["classifier"]
    figure, axes = canvas(9.6, 6.3)
    _stack(axes, sizes, total)
    _opened_layer(axes, sizes["layer"])
    return figure


def _stack(axes: Axes, sizes: dict[str, int], total: int) -> None:
    left, width = 0.35, 2.0
    rows = [(0.55, 0.62, "bert.embeddings", "embeddings", TABLES)]
    rows += [(1.45 + 0.25 * i, 0.2, f"bert.encoder.layer.{i}", "layer", TRAINED) for i in range(12)]
    rows += [(4.7, 0.36, "bert.pooler", "pooler", HEAD), (5.3, 0.36, "classifier", "classifier", HEAD)]
    for y, height, name, part, fill in rows:
        box(axes, (left, y), (width, height), name, fill, fontsize=7.5)
        axes.text(left + width + 0.08, y + height / 2, million(sizes[part]), va="center", fontsize=7.5)
    arrow(axes, (left + 1, 0.3), (left + 1, 0.55))
    arrow(axes, (left + 1, 1.17), (left + 1, 1.45))
    arrow(axes, (left + 1, 4.4), (left + 1, 4.7))
    axes.text(left + 1.08, 4.55, "[CLS]", fontsize=7, va="center")
    arrow(axes, (left + 1, 5.06), (left + 1, 5.3))
    arrow(axes, (left + 1, 5.66), (left + 1, 5.9))
    axes.text(left + 1, 5.97, "logits  (B, 3)", ha="center", fontsize=8)
    axes.text(left + 1, 0.15, "input_ids  (B, T)", ha="center", fontsize=8)
    axes.text(left + 1.08, 1.31, "(B, T, 768)", fontsize=7, va="center")
    axes.text(
        left + 3.0, 5.97, f"$\\Sigma$ = {total / 1e6:.1f} M", fontsize=10, fontweight="bold", ha="center"
    )
    shares = [("embeddings", sizes["embeddings"], TABLES), ("12 × layer", 12 * sizes["layer"], TRAINED)]
    bottom = 0.55
    for label, size, fill in shares:
        height = 5.1 * size / total
        axes.add_patch(
            Rectangle((left + 2.8, bottom), 0.42, height, facecolor=fill, edgecolor=INK, linewidth=0.9)
        )
        axes.text(
            left + 3.01,
            bottom + height / 2,
            f"{label}   {size / total:.0%}",
            rotation=90,
            ha="center",
            va="center",
            fontsize=8,
        )
        bottom += height


def _opened_layer(axes: Axes, size: int) -> None:
    left, width, centre = 5.0, 4.2, 7.1
    frame = FancyBboxPatch(
        (left - 0.35, 0.45),
        width + 0.7,
        5.3,
        boxstyle="round,pad=0,rounding_size=0.1",
        facecolor="#fdf3e1",
        edgecolor=TRAINED,
        linewidth=1.4,
    )
    axes.add_patch(frame)
    axes.text(
        centre,
        5.93,
        f"bert.encoder.layer.i   =   {million(size)}",
        ha="center",
        fontsize=10,
        fontweight="bold",
    )
    for i, name in enumerate(("query", "key", "value")):
        x = left + 1.44 * i
        box(axes, (x, 1.05), (1.32, 0.55), f"self.{name}\n768 × 768", TRAINED, fontsize=8)
        arrow(axes, (centre, 0.75), (x + 0.66, 1.05))
        arrow(axes, (x + 0.66, 1.6), (x + 0.66, 1.85))
    for head in range(12):
        x = left + 0.35 * head
        axes.add_patch(Rectangle((x, 1.85), 0.31, 0.34, facecolor=PAPER, edgecolor=INK, linewidth=0.8))
        axes.text(x + 0.155, 2.02, str(head), ha="center", va="center", fontsize=7)
    axes.text(left, 2.27, "12 heads × 64", fontsize=7, ha="left", va="center")
    box(axes, (left, 2.45), (width, 0.36), "attention.output.dense   768 × 768", TRAINED, fontsize=8)
    arrow(axes, (centre, 2.19), (centre, 2.45))
    box(axes, (left, 3.0), (width, 0.26), "attention.output.LayerNorm", "#fbe3bd", fontsize=7.5)
    arrow(axes, (centre, 2.81), (centre, 3.0))
    box(axes, (left, 3.6), (width, 0.4), "intermediate.dense   768 → 3072,  GELU", TRAINED, fontsize=8)
    arrow(axes, (centre, 3.26), (centre, 3.6))
    box(axes, (left, 4.25), (width, 0.4), "output.dense   3072 → 768", TRAINED, fontsize=8)
    arrow(axes, (centre, 4.0), (centre, 4.25))
    box(axes, (left, 4.85), (width, 0.26), "output.LayerNorm", "#fbe3bd", fontsize=7.5)
    arrow(axes, (centre, 4.65), (centre, 4.85))
    arrow(axes, (centre, 5.11), (centre, 5.6))
    arrow(axes, (centre, 0.3), (centre, 0.75), arrowstyle="-")
    for low, high in ((0.65, 3.13), (3.43, 4.98)):
        axes.plot([centre, left - 0.18, left - 0.18], [low, low, high], color=GREY, linewidth=0.9)
        arrow(axes, (left - 0.18, high), (left, high), color=GREY)
        axes.text(left - 0.27, high, "+", color=INK, fontsize=10, ha="center", va="center")
    attention, feed_forward = 4 * (768 * 768 + 768) + 2 * 768, 2 * 768 * 3072 + 3072 + 3 * 768
    for low, high, count in ((1.05, 3.26, attention), (3.6, 5.11, feed_forward)):
        axes.text(
            9.42,
            (low + high) / 2,
            f"{million(count)}   ({count / size:.0%})",
            rotation=90,
            fontsize=8.5,
            ha="center",
            va="center",
        )


def treatment_sizes(config: BertConfig) -> dict[str, tuple[int, int]]:
    """Trainable and total parameters of a twelve-layer classifier under each of the five treatments."""
    sizes, hidden = part_sizes(config), config.hidden_size
    layer, top = sizes["layer"], sizes["pooler"] + sizes["classifier"]
    # half of the rows of query, key and value with their biases, and half of the columns of the output matrix
    heads = 12 * (4 * hidden * (hidden // 2) + 3 * (hidden // 2))
    whole = sizes["embeddings"] + 12 * layer + top
    return {
        "all": (whole, whole),
        "first_9_frozen": (3 * layer + top, whole),
        "all_but_last_frozen": (layer + top, whole),
        "first_9_kept": (whole - 3 * layer, whole - 3 * layer),
        "half_heads_pruned": (whole - heads, whole - heads),
    }


def treatments() -> Figure:
    """The five treatments as stacks of twelve layers, with what trains and what is left below each."""
    frozen_layers = {"first_9_frozen": 9, "all_but_last_frozen": 11}
    figure, axes = canvas(9.6, 5.9)
    for column, (name, (trainable, total)) in enumerate(treatment_sizes(parsbert()).items()):
        left = 0.25 + 1.87 * column
        frozen = frozen_layers.get(name, 0)
        axes.text(left + 0.8, 5.62, name, ha="center", fontsize=8.5, fontweight="bold")
        _treated_stack(axes, left, frozen, kept=9 if name == "first_9_kept" else 12, pruned="heads" in name)
        axes.text(left + 0.8, 0.78, f"{trainable / 1e6:.1f} M", ha="center", fontsize=9.5, fontweight="bold")
        axes.text(left + 0.8, 0.58, f"/ {total / 1e6:.1f} M", ha="center", fontsize=8.5)
    keys = ((TRAINED, "requires_grad = True"), (FROZEN, "requires_grad = False"), (PAPER, "removed"))
    for i, (fill, label) in enumerate(keys):
        box(axes, (0.3 + 2.2 * i, 0.14), (0.3, 0.2), "", fill, linestyle="--" if fill == PAPER else "-")
        axes.text(0.68 + 2.2 * i, 0.24, label, fontsize=8.5, va="center")
    axes.text(6.4, 0.24, "trainable", fontsize=9.5, fontweight="bold", va="center")
    axes.text(7.13, 0.24, "/ total", fontsize=8.5, va="center")
    return figure


def _treated_stack(axes: Axes, left: float, frozen: int, kept: int, pruned: bool) -> None:
    box(axes, (left, 1.05), (1.6, 0.42), "embeddings", FROZEN if frozen else TRAINED, fontsize=8)
    for i in range(12):
        y, fill = 1.55 + 0.26 * i, FROZEN if i < frozen else TRAINED
        if i >= kept:
            box(axes, (left, y), (1.6, 0.22), "", PAPER, linestyle="--")
        else:
            box(axes, (left, y), (1.6, 0.22), "" if pruned else f"layer.{i}", fill, fontsize=7)
        if pruned:
            gone = _pruned_heads(i)
            for head in range(12):
                cell = Rectangle(
                    (left + 0.05 + 0.126 * head, y + 0.04),
                    0.112,
                    0.14,
                    linewidth=0.5,
                    facecolor=PAPER if head in gone else "#c9780f",
                    edgecolor=INK,
                )
                axes.add_patch(cell)
    if kept < 12:
        arrow(axes, (left + 0.8, 1.55 + 0.26 * kept - 0.04), (left + 0.8, 4.75))
    box(axes, (left, 4.75), (1.6, 0.26), "pooler", TRAINED, fontsize=8)
    box(axes, (left, 5.13), (1.6, 0.26), "classifier", TRAINED, fontsize=8)


def _pruned_heads(layer: int) -> set[int]:
    return set(random.Random(layer).sample(range(12), 6))


def pruning() -> Figure:
    """What pruning heads 1 and 3 of four does to the four matrices of one attention block."""
    figure, axes = canvas(9.6, 5.2)
    heads, gone, kept, side = [0, 1, 2, 3], {1, 3}, [0, 2], 1.36
    for column, name in enumerate(("query", "key", "value", "output.dense")):
        left = 0.75 + 2.3 * column
        by_rows = name != "output.dense"
        middle = left + side / 2
        axes.text(middle, 4.88, f"{name}.weight", ha="center", fontsize=9.5, fontweight="bold")
        axes.text(middle, 4.66, "dim 1 (in)", ha="center", fontsize=7.5, color=GREY)
        axes.text(
            left - 0.16,
            3.25 + side / 2,
            "dim 0 (out)",
            rotation=90,
            va="center",
            ha="center",
            fontsize=7.5,
            color=GREY,
        )
        _matrix(axes, left, 3.25, heads, gone, by_rows=by_rows, side=side)
        arrow(axes, (middle, 3.15), (middle, 2.75), linewidth=1.4, mutation_scale=12)
        bottom = 2.62 - (side / 2 if by_rows else side)
        _matrix(axes, left, bottom, kept, set(), by_rows=by_rows, side=side)
        shapes = "64 × 64  $\\rightarrow$  " + ("32 × 64" if by_rows else "64 × 32")
        bias = "bias  64  $\\rightarrow$  " + ("32" if by_rows else "64")
        axes.text(middle, 0.85, f"{shapes}\n{bias}", ha="center", va="center", fontsize=9, linespacing=1.5)
    axes.text(
        4.8,
        0.22,
        "d = hidden_size / num_attention_heads = 64 / 4 = 16        head j  =  j·d … (j+1)·d − 1",
        ha="center",
        fontsize=9,
    )
    return figure


def _matrix(
    axes: Axes, left: float, bottom: float, heads: list[int], gone: set[int], *, by_rows: bool, side: float
) -> None:
    slot = side / 4
    for place, head in enumerate(heads):
        x, y = (left, bottom + slot * (len(heads) - 1 - place)) if by_rows else (left + slot * place, bottom)
        width, height = (side, slot) if by_rows else (slot, side)
        pruned = head in gone
        axes.add_patch(
            Rectangle(
                (x, y),
                width,
                height,
                facecolor=PAPER if pruned else HEAD_COLOURS[head],
                edgecolor=INK,
                hatch="////" if pruned else None,
                linewidth=0.9,
            )
        )
        axes.text(
            x + width / 2,
            y + height / 2,
            f"head {head}",
            ha="center",
            va="center",
            fontsize=8,
            rotation=0 if by_rows else 90,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.5} if pruned else None,
        )


def hidden_states() -> Figure:
    """Thirteen hidden states of twelve layers, and the state that a model of nine layers ends with."""
    figure, axes = canvas(9.6, 3.0)
    step, first = 0.6, 1.15
    axes.text(0.2, 2.78, "model", fontsize=9.5, fontweight="bold")
    axes.text(0.2, 1.13, "truncate(model, 9)", fontsize=9.5, fontweight="bold")
    for y, layers in ((2.2, 12), (0.55, 9)):
        box(axes, (0.2, y - 0.22), (0.6, 0.44), "embed-\ndings", TABLES, fontsize=7)
        for state in range(layers + 1):
            x = first + step * state
            arrow(axes, (x - 0.35 if state == 0 else x - 0.16, y), (x - 0.13, y))
            last = state == 9
            axes.add_patch(
                Circle((x, y), 0.13, facecolor=HEAD if last else PAPER, edgecolor=INK, linewidth=0.9)
            )
            axes.text(
                x,
                y,
                str(state),
                ha="center",
                va="center",
                fontsize=7.5,
                fontweight="bold" if last else "normal",
            )
            if state < layers:
                box(axes, (x + 0.17, y - 0.2), (0.25, 0.4), "", TRAINED)
                axes.text(x + 0.295, y, f"layer.{state}", rotation=90, ha="center", va="center", fontsize=6)
                axes.plot([x + 0.13, x + 0.17], [y, y], color=INK, linewidth=0.9)
        end = first + step * layers
        arrow(axes, (end + 0.13, y), (end + 0.26, y))
        box(axes, (end + 0.26, y - 0.22), (0.42, 0.44), "pooler\nclassi-\nfier", HEAD, fontsize=6)
    x = first + step * 9
    axes.plot([x, x], [2.05, 0.7], color=INK, linewidth=0.9, linestyle="--")
    axes.text(
        x + 0.1,
        1.38,
        "hidden_states[9]  ==  last_hidden_state",
        fontsize=8.5,
        va="center",
        ha="right",
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 2},
    )
    return figure


FIGURES: dict[str, Callable[[], Figure]] = {
    "anatomy": anatomy,
    "treatments": treatments,
    "pruning": pruning,
    "hidden_states": hidden_states,
}


if __name__ == "__main__":
    save(FIGURES, Path(__file__).resolve().parent)
