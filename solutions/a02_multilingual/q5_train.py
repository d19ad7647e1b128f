"""Question 5: train three models, score them, and ask whether two languages are at least as good as the better
one."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from jaxtyping import Float, Int
from matplotlib.figure import Figure
from scipy import stats
from torch import Tensor, nn
from transformers import PreTrainedTokenizerBase

Encoding = dict[str, list[int]]


# BEGIN SOLUTION
def _padded(
    tokenizer: PreTrainedTokenizerBase, examples: Sequence[Encoding], device: torch.device
) -> dict[str, Tensor]:
    plain = [dict(example) for example in examples]
    return dict(tokenizer.pad(plain, padding="longest", return_tensors="pt").to(device))


# END SOLUTION


def train(
    model: nn.Module,
    tokenizer: PreTrainedTokenizerBase,
    examples: Sequence[Encoding],
    labels: Int[Tensor, " n"],
    *,
    steps: int,
    batch_size: int = 16,
    lr: float = 1e-3,
    warmup: int = 10,
    seed: int = 0,
) -> list[float]:
    """Fine-tune a classifier on encoded texts for a number of steps.

    - Order: all examples in a random order, cut into batches of `batch_size` (the last one of a round may be
      smaller); then in a new order, and so on until `steps` batches have been used. `seed` alone decides about it.
    - Batch: padded to its own longest example, no further, with the tokenizer's padding token (`tokenizer.pad` knows
      it, and that it is not 0 everywhere) and mask 0. Every key of the examples goes to the model, and "labels".
    - Step: gradients from zero, the norm of all together clipped to 1, AdamW over the parameters that require
      gradients, with weight decay 0.01.
    - Rate: with w = `warmup` and T = `steps`, step s = 0, 1, … has rate lr · min(1, (s + 1) / w) · (1 − s / T); with
      w = 0 the first factor is 1.

    Args:
        model: put into training mode; `model(**batch)` returns `.loss`. Batches go to the device of its parameters.
        tokenizer: the one that encoded the examples.
        examples: unpadded, as `encode_view` of question 2 makes them. They are not changed.
        labels: the class ids of the examples.
        steps: optimiser steps.
        batch_size: examples in a batch.
        lr: the highest rate.
        warmup: steps of the rise.
        seed: of the order of the examples.

    Returns:
        The loss of each step before it moves the weights, as Python floats.
    """
    # BEGIN SOLUTION
    device = next(model.parameters()).device
    trainable = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trainable, lr=lr, weight_decay=0.01)
    generator = torch.Generator().manual_seed(seed)
    waiting: list[Tensor] = []
    losses = []
    model.train()
    for step in range(steps):
        if not waiting:
            waiting = list(torch.randperm(len(examples), generator=generator).split(batch_size))
        chosen = waiting.pop(0)
        rise = min(1.0, (step + 1) / warmup) if warmup else 1.0
        for group in optimizer.param_groups:
            group["lr"] = lr * rise * (1 - step / steps)
        batch = _padded(tokenizer, [examples[index] for index in chosen.tolist()], device)
        optimizer.zero_grad()
        loss = model(**batch, labels=labels[chosen].to(device)).loss
        loss.backward()
        nn.utils.clip_grad_norm_(trainable, 1.0)
        optimizer.step()
        losses.append(loss.item())
    return losses
    # END SOLUTION


def predict(
    model: nn.Module, tokenizer: PreTrainedTokenizerBase, examples: Sequence[Encoding], batch_size: int = 60
) -> Float[Tensor, "n classes"]:
    """Compute logits, with little padding: texts of like length share a batch.

    Args:
        model: a classifier; left in the mode in which it was found, and evaluated without dropout and gradients.
        tokenizer: the one that encoded the examples.
        examples: unpadded, in any order; at least one. They are not changed.
        batch_size: the most examples in a batch.

    Returns:
        Row i is about example i: the order of the batches, by length from the shortest to the longest, is undone. On
        the CPU.
    """
    # BEGIN SOLUTION
    device = next(model.parameters()).device
    order = sorted(range(len(examples)), key=lambda index: len(examples[index]["input_ids"]))
    was_training = model.training
    model.eval()
    parts = []
    try:
        with torch.inference_mode():
            for start in range(0, len(order), batch_size):
                chosen = [examples[index] for index in order[start : start + batch_size]]
                parts.append(model(**_padded(tokenizer, chosen, device)).logits.cpu())
    finally:
        model.train(was_training)
    sorted_logits = torch.cat(parts)
    logits = torch.empty_like(sorted_logits)
    logits[torch.tensor(order)] = sorted_logits
    return logits
    # END SOLUTION


def compare_views(
    scores: Mapping[str, Sequence[float]], margin: float = 0.01, confidence: float = 0.95
) -> dict[str, Any]:
    """Say whether both languages together at least match the better single one.

    "No significant difference" does not show that two things are alike: with two seeds nothing is significant. So the
    question is put the other way round: by how much could "both" be *worse*, given the spread over the seeds? If by
    less than `margin` even at the lower end of the confidence interval, it matches.

    The better single view is the one with the higher mean over the seeds ("english" where they are equal): one view
    for all seeds, not the better one of each seed, which nobody can choose beforehand. With the differences d_i =
    both_i − better_i, seed by seed, the interval is mean(d) ± t · s / √n: s the sample standard deviation (n − 1), t
    the two-sided quantile of Student's t for `confidence` with n − 1 degrees of freedom.

    Args:
        scores: under "english", "persian" and "both" the scores of the runs; the i-th run of each used the i-th seed.
        margin: the loss that would not matter, at least 0.
        confidence: of the interval.

    Returns:
        "better": "english" or "persian"; "difference": mean(d); "low", "high": the interval; "verdict": "better" if
        low > 0; otherwise "matches" if low ≥ −margin; otherwise "worse" if high < 0; otherwise "undecided".

    Raises:
        ValueError: a view is missing, has fewer than two runs, or another number of them than the others.

    Source:
        Walker and Nowacki, "Understanding equivalence and noninferiority testing" (2011).
    """
    # BEGIN SOLUTION
    views = ("english", "persian", "both")
    missing = [view for view in views if view not in scores]
    if missing:
        raise ValueError(f"there are no scores of {', '.join(missing)}")
    runs = {len(scores[view]) for view in views}
    if len(runs) > 1 or min(runs) < 2:
        raise ValueError(f"each view needs the same number of runs, at least two: {sorted(runs)}")
    better = max(views[:2], key=lambda view: float(np.mean(scores[view])))
    differences = np.subtract(scores["both"], scores[better])
    count = len(differences)
    mean = float(differences.mean())
    quantile = float(stats.t.ppf((1 + confidence) / 2, df=count - 1))
    half = quantile * float(differences.std(ddof=1)) / math.sqrt(count)
    low, high = mean - half, mean + half
    if low > 0:
        verdict = "better"
    elif low >= -margin:
        verdict = "matches"
    elif high < 0:
        verdict = "worse"
    else:
        verdict = "undecided"
    return {"better": better, "difference": mean, "low": low, "high": high, "verdict": verdict}
    # END SOLUTION


def results_table(runs: Mapping[str, Sequence[Mapping[str, float]]], metrics: Sequence[str]) -> str:
    """Write the results as a Markdown table that can be pasted into a report.

    Args:
        runs: for each row of the table (a model and its view) one dict a seed, with a number under each metric.
        metrics: the columns, in this order.

    Returns:
        Lines joined by a newline, none at the end: the header `| run | seeds | METRIC | … |`, the line
        `|---|---:|---:|…|`, and for each row, in the order of `runs`, `| NAME | n | MEAN ± SPREAD | … |`: mean and
        sample standard deviation (n − 1) over the seeds with three decimals (`f"{mean:.3f} ± {spread:.3f}"`), or the
        mean alone where there is one seed. In each metric's column the highest mean, as printed, is in bold (`**0.990
        ± 0.004**`), with ties all of them.

    Raises:
        ValueError: a row has no runs.
    """
    # BEGIN SOLUTION
    cells: dict[str, list[str]] = {}
    means: dict[str, list[float]] = {}
    for name, dicts in runs.items():
        if not dicts:
            raise ValueError(f"{name!r} has no runs")
        columns = [[float(each[metric]) for each in dicts] for metric in metrics]
        means[name] = [round(float(np.mean(values)), 3) for values in columns]
        cells[name] = [_cell(values) for values in columns]
    lines = [
        "| " + " | ".join(["run", "seeds", *metrics]) + " |",
        "|---|" + "---:|" * (1 + len(metrics)),
    ]
    best = [max((row[place] for row in means.values()), default=0.0) for place in range(len(metrics))]
    for name, row in cells.items():
        marked = [
            f"**{cell}**" if mean == top else cell
            for cell, mean, top in zip(row, means[name], best, strict=True)
        ]
        lines.append("| " + " | ".join([name, str(len(runs[name])), *marked]) + " |")
    return "\n".join(lines)
    # END SOLUTION


# BEGIN SOLUTION
def _cell(values: Sequence[float]) -> str:
    mean = f"{np.mean(values):.3f}"
    return mean if len(values) == 1 else f"{mean} ± {np.std(values, ddof=1):.3f}"


# END SOLUTION


def plot_views(scores: Mapping[str, Sequence[float]], chance: float) -> Figure:
    """Draw every run, not only the means: one line a seed across the views.

    Args:
        scores: for each view the scores of its runs, the i-th of each with the i-th seed.
        chance: what guessing earns.

    Returns:
        A figure with one axes. At x = 0, 1, … stand the views in the order of `scores`, with their names as tick
        labels. Each seed is one line (`plot`) through its scores in all views, with a marker at each; so pairs are
        seen as pairs. The mean of each view is one more line through all means, labelled "mean", and `chance` a
        horizontal line (`axhline`) labelled "chance"; a legend names these two. The y axis is labelled; it begins at
        or below `chance` and ends at or above 1.
    """
    # BEGIN SOLUTION
    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.subplots()
    positions = range(len(scores))
    for run in zip(*scores.values(), strict=True):
        axes.plot(positions, run, marker="o", color="tab:gray", alpha=0.6)
    means = [float(np.mean(values)) for values in scores.values()]
    axes.plot(positions, means, marker="D", color="tab:blue", linewidth=2.5, label="mean")
    axes.axhline(chance, linestyle="--", color="tab:red", label="chance")
    axes.set_xticks(list(positions), list(scores))
    axes.set_ylim(min(0.3, chance - 0.02), 1.02)
    axes.set_ylabel("score on unseen rows")
    axes.legend()
    return figure
    # END SOLUTION
