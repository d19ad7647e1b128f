"""Draws the figures of the a01_entailment handouts without any word that needs translating.

python -m course.a01_entailment.figures.draw
"""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from torch import nn
from transformers import BertConfig, BertModel, PreTrainedModel, XLMRobertaConfig, XLMRobertaModel

from course.kit.drawing import FROZEN, GREY, HEAD, INK, PAPER, TABLES, TRAINED, arrow, box, canvas, save

BATCH, POOL = 4, 4


def conventions() -> Figure:
    """One pair as a BERT and as a RoBERTa want it: ids, token types, mask, and which position is classified."""
    figure, axes = canvas(9.6, 4.2)
    bert = ["[CLS]", "a₁", "a₂", "a₃", "[SEP]", "b₁", "b₂", "[SEP]", "[PAD]", "[PAD]"]
    roberta = ["<s>", "▁a₁", "▁a₂", "▁a₃", "</s>", "</s>", "▁b₁", "▁b₂", "</s>", "<pad>"]
    _pair(axes, 2.3, "BERT, ELECTRA", bert, [0] * 5 + [1] * 3 + [0] * 2)
    _pair(axes, 0.1, "RoBERTa, XLM-R", roberta, None)
    return figure


def _pair(axes: Axes, bottom: float, name: str, tokens: list[str], types: list[int] | None) -> None:
    left, step = 1.75, 0.76
    real = [token not in ("[PAD]", "<pad>") for token in tokens]
    axes.text(0.15, bottom + 1.62, name, fontsize=10, fontweight="bold")
    rows: list[tuple[str, Sequence[object]]] = [
        ("input_ids", tokens),
        ("attention_mask", list(map(int, real))),
    ]
    if types is not None:
        rows.append(("token_type_ids", types))
    for line, (key, values) in enumerate(rows):
        y = bottom + 1.08 - 0.4 * line
        axes.text(left - 0.1, y + 0.16, key, fontsize=8.5, ha="right", va="center", color=INK)
        for place, value in enumerate(values):
            special = tokens[place].startswith(("[", "<"))
            fill = PAPER if not real[place] else HEAD if place == 0 else FROZEN if special else TRAINED
            text = str(value) if line == 0 or real[place] or key == "attention_mask" else "0"
            box(axes, (left + step * place, y), (step - 0.06, 0.32), text, fill, fontsize=8.5)
    if types is None:
        axes.text(
            left - 0.1, bottom + 0.44, "token_type_ids", fontsize=8.5, ha="right", va="center", color=GREY
        )
        axes.text(left + 0.1, bottom + 0.44, "—", fontsize=9, va="center", color=GREY)
    middle = left + (step - 0.06) / 2
    arrow(axes, (middle, bottom + 1.42), (middle, bottom + 1.62))
    axes.text(
        middle + 0.08,
        bottom + 1.68,
        "last_hidden_state[:, 0]  →  dropout  →  classifier",
        fontsize=8.5,
        va="center",
    )


def padding() -> Figure:
    """Sixteen pairs in four batches, in random order and grouped by length, with the share of padding of each."""
    figure, axes = canvas(9.6, 3.9)
    order = random.Random(5)
    lengths = [order.randint(3, 22) for _ in range(BATCH * POOL)]
    drawn = list(range(len(lengths)))
    near = sorted(drawn, key=lambda index: lengths[index])
    for left, title, chosen, places in (
        (0.35, "pool = 1", drawn, (0, 1, 2, 3)),
        (5.1, f"pool = {POOL}", near, (2, 0, 3, 1)),
    ):
        batches = [chosen[BATCH * place : BATCH * (place + 1)] for place in places]
        positions = sum(len(batch) * max(lengths[index] for index in batch) for batch in batches)
        share = (positions - sum(lengths)) / positions
        axes.text(left, 3.62, title, fontsize=10, fontweight="bold")
        axes.text(left + 1.3, 3.62, f"padding_share = {share:.2f}", fontsize=9.5)
        for number, batch in enumerate(batches):
            _batch(axes, left, 2.78 - 0.85 * number, [lengths[index] for index in batch])
    return figure


def _batch(axes: Axes, left: float, bottom: float, lengths: list[int]) -> None:
    cell, longest = 0.18, max(lengths)
    for line, length in enumerate(lengths):
        for place in range(longest):
            fill = TRAINED if place < length else PAPER
            corner = (left + cell * place, bottom + cell * (len(lengths) - 1 - line))
            axes.add_patch(Rectangle(corner, cell, cell, facecolor=fill, edgecolor=GREY, linewidth=0.4))


def best_epoch() -> Figure:
    """A made-up history: training loss falls, validation accuracy peaks; the epoch that is restored is marked."""
    figure = Figure(figsize=(7.6, 3.4), layout="constrained")
    axes = figure.subplots()
    epochs, losses = range(7), [1.05, 0.74, 0.52, 0.36, 0.24, 0.15, 0.09]
    accuracy = [0.52, 0.66, 0.74, 0.79, 0.78, 0.76, 0.75]
    axes.plot(epochs, losses, "o-", color=GREY, label="train_loss")
    axes.plot(epochs, accuracy, "o-", color=TRAINED, label="accuracy")
    best = max(epochs, key=lambda epoch: accuracy[epoch])
    axes.axvline(best, color=HEAD, linestyle="--")
    axes.plot([best], [accuracy[best]], "o", color=HEAD, markersize=11, label=f"best_epoch = {best}")
    axes.annotate(
        "load_state_dict", (best, 0.55), (5, 0.55), color=INK, fontsize=9, ha="center", va="center",
        arrowprops={"arrowstyle": "-|>", "color": INK},
    )  # fmt: skip
    axes.set(xlabel="epoch", ylim=(0, 1.15), xticks=list(epochs))
    axes.legend(fontsize=9, loc="upper right")
    return figure


def model_sizes() -> dict[str, dict[str, int]]:
    """Parameters of the two real encoders by kind, from their configurations; nothing is allocated."""
    with torch.device("meta"):
        models: dict[str, PreTrainedModel] = {
            "bert-base-parsbert-uncased": BertModel(BertConfig.from_dict({"vocab_size": 100_000})),
            "xlm-roberta-base": XLMRobertaModel(
                XLMRobertaConfig.from_dict(
                    {"vocab_size": 250_002, "max_position_embeddings": 514, "type_vocab_size": 1}
                )
            ),
        }
    return {name: _sizes(model) for name, model in models.items()}


def _sizes(model: PreTrainedModel) -> dict[str, int]:
    tables = sum(module.weight.numel() for module in model.modules() if isinstance(module, nn.Embedding))
    return {"tables": tables, "rest": sum(weight.numel() for weight in model.parameters()) - tables}


def parameters() -> Figure:
    """Embedding tables and all the rest of ParsBERT and of XLM-R, to scale."""
    figure, axes = canvas(9.6, 2.5)
    for line, (name, sizes) in enumerate(model_sizes().items()):
        bottom, left, total = 1.5 - 1.05 * line, 2.35, sum(sizes.values())
        axes.text(left - 0.12, bottom + 0.28, name, fontsize=9, ha="right", va="center")
        for key, fill, text in (("tables", TABLES, "nn.Embedding"), ("rest", TRAINED, "12 × layer + pooler")):
            width = 6.1 * sizes[key] / 280e6
            label = f"{text}\n{sizes[key] / 1e6:.1f} M   ({sizes[key] / total:.0%})"
            box(axes, (left, bottom), (width, 0.56), label, fill, fontsize=8)
            left += width
        axes.text(left + 0.1, bottom + 0.28, f"$\\Sigma$ = {total / 1e6:.0f} M", fontsize=9.5, va="center")
    return figure


FIGURES: dict[str, Callable[[], Figure]] = {
    "conventions": conventions,
    "padding": padding,
    "best_epoch": best_epoch,
    "parameters": parameters,
}


if __name__ == "__main__":
    save(FIGURES, Path(__file__).resolve().parent)
