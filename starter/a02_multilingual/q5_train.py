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
    raise NotImplementedError("q5_train.train")


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
    raise NotImplementedError("q5_train.predict")


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
    raise NotImplementedError("q5_train.compare_views")


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
    raise NotImplementedError("q5_train.results_table")


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
    raise NotImplementedError("q5_train.plot_views")
