"""Question 4: how much do a few Persian examples add? Draw them fairly, and show the curve."""

import math
import random
import statistics
from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure

Row = Mapping[str, str]


def few_shot_pool(train_rows: Sequence[Row], test_rows: Sequence[Row]) -> list[int]:
    """Pick the training rows whose Persian side may serve as an example.

    Args:
        train_rows: with "source" (English), "targets" (Persian) and "category".
        test_rows: rows of the same kind, which the model will be judged on.

    Returns:
        Indices into `train_rows`, ascending. Left out are rows whose English or whose Persian text is also that of
        a test row (same side, same string), and rows whose Persian text a training row before them has already.
    """
    # BEGIN SOLUTION
    english = {row["source"] for row in test_rows}
    persian = {row["targets"] for row in test_rows}
    pool, used = [], set()
    for index, row in enumerate(train_rows):
        repeated = row["targets"] in used
        used.add(row["targets"])
        if not repeated and row["source"] not in english and row["targets"] not in persian:
            pool.append(index)
    return pool
    # END SOLUTION


def nested_subsets(
    train_rows: Sequence[Row], pool: Sequence[int], sizes: Sequence[int], seed: int
) -> dict[int, list[int]]:
    """Draw sets of examples with as many of each class, the small ones inside the large ones.

    If the set of 4 were not inside that of 8, the curve would mix two things: more examples, and other examples.

    Args:
        train_rows: with "category".
        pool: indices of the rows that may be drawn, each once.
        sizes: how many examples of **each class** a set shall have, in any order; 0 is allowed.
        seed: decides the draw. The same seed gives the same set for a size whatever the other sizes are, and
            another seed another draw. Python's and torch's global random numbers are neither used nor moved.

    Returns:
        For each size a list of indices into `train_rows`, each once: `size` of every class that occurs in the pool.
        Every set contains all smaller ones. Within a class every row of the pool is as likely to be drawn as any other.

    Raises:
        ValueError: a size is negative, or a class has fewer rows in the pool than the largest size.
    """
    # BEGIN SOLUTION
    rng = random.Random(seed)
    by_class: dict[str, list[int]] = {}
    for index in pool:
        by_class.setdefault(train_rows[index]["category"], []).append(index)
    # One order a class, and every set a beginning of it.
    orders = [rng.sample(by_class[label], k=len(by_class[label])) for label in sorted(by_class)]
    for size in sizes:
        if size < 0 or any(size > len(order) for order in orders):
            raise ValueError(f"{size} of each class cannot be drawn from this pool")
    return {size: [index for order in orders for index in order[:size]] for size in sizes}
    # END SOLUTION


def with_shots(train_rows: Sequence[Row], shots: Sequence[int], repeat: int = 1) -> list[dict[str, str]]:
    """Add Persian examples to the English training rows.

    `train_on_source` of question 3 reads the column "source"; an example is therefore a row whose "source" holds Persian.

    Args:
        train_rows: with "source", "targets" and "category"; they are not modified.
        shots: indices of the rows whose Persian side is added.
        repeat: how many times each of them is added (a handful among a thousand rows is seldom seen otherwise).

    Returns:
        New dicts: first every training row as it is, in order; then `repeat` times the examples in the order of `shots`,
        each with "source" replaced by its "targets" and everything else as it was.
    """
    # BEGIN SOLUTION
    added = [{**train_rows[index], "source": train_rows[index]["targets"]} for index in shots]
    return [dict(row) for row in train_rows] + [dict(row) for _ in range(repeat) for row in added]
    # END SOLUTION


def learning_curve(scores: Mapping[int, Sequence[float]]) -> list[dict[str, float]]:
    """Sum up the accuracy at each number of examples, and what it gains over none, seed by seed.

    Args:
        scores: for each size the accuracies of its runs; the i-th run of every size used the i-th seed.

    Returns:
        One dict a size, the smallest first:

        - "k": the size;
        - "mean": the mean accuracy;
        - "gain": the mean over the seeds of (accuracy at k − accuracy at 0 of the same seed);
        - "error": the standard error of that mean: the sample standard deviation of the differences (it divides by
          n − 1), divided by √n;
        - "n": the number of seeds.

    Raises:
        ValueError: there is no size 0, a size has another number of runs than size 0, or there are fewer than two runs.
    """
    # BEGIN SOLUTION
    zero_shot = scores.get(0, ())
    if len(zero_shot) < 2:
        raise ValueError("the curve needs two runs or more with 0 examples")
    rows = []
    for k in sorted(scores):
        if len(scores[k]) != len(zero_shot):
            raise ValueError(f"{k} examples have {len(scores[k])} runs, 0 examples have {len(zero_shot)}")
        gains = [score - start for score, start in zip(scores[k], zero_shot, strict=True)]
        rows.append(
            {
                "k": k,
                "mean": statistics.fmean(scores[k]),
                "gain": statistics.fmean(gains),
                "error": statistics.stdev(gains) / math.sqrt(len(gains)),
                "n": len(gains),
            }
        )
    return rows
    # END SOLUTION


def examples_needed(curve: Sequence[Mapping[str, float]], english: float, share: float = 0.5) -> int | None:
    """Say how many examples of each class close a share of the gap between zero-shot and English, and keep it closed.

    Args:
        curve: as `learning_curve` returns it, with size 0 first.
        english: the accuracy on the English side, where the gap ends.
        share: the part of the gap that is to be closed, above 0, at most 1.

    Returns:
        The smallest size whose mean, and the mean of every larger size, is at least zero-shot + share · (english −
        zero-shot); None if there is none. A size that gets there by luck and falls back after it does not count. The
        comparison allows for rounding: 1e-9 below counts as there.

    Raises:
        ValueError: the share is not above 0 and at most 1, or there is no gap (English is not above zero-shot).
    """
    # BEGIN SOLUTION
    zero_shot = curve[0]["mean"]
    if not 0 < share <= 1:
        raise ValueError(f"{share} is no share of a gap")
    if english <= zero_shot:
        raise ValueError("there is no gap to close")
    needed = None
    for row in reversed(curve):
        if row["mean"] < zero_shot + share * (english - zero_shot) - 1e-9:
            break
        needed = int(row["k"])
    return needed
    # END SOLUTION


def plot_curve(curve: Sequence[Mapping[str, float]], english: float) -> Figure:
    """Draw the accuracy over the number of Persian examples.

    Args:
        curve: as `learning_curve` returns it.
        english: the accuracy on the English side.

    Returns:
        A figure with one axes, which has

        - a line with a point at (k, mean) of each row, in the order of the rows;
        - an error bar at each point from mean − error to mean + error;
        - a horizontal line at `english`, from the smallest k at most to the largest k at least;
        - a label on both axes, and a legend that names both lines;
        - a scale on which k = 0 can be seen (a logarithmic one has no place for it).
    """
    # BEGIN SOLUTION
    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.subplots()
    sizes = [row["k"] for row in curve]
    axes.errorbar(
        sizes,
        [row["mean"] for row in curve],
        yerr=[row["error"] for row in curve],
        marker="o",
        capsize=3,
        label="Persian",
    )
    axes.axhline(english, color="black", linestyle="--", label="English")
    # Equal steps for every doubling, and a place for 0.
    axes.set_xscale("symlog", base=2, linthresh=1)
    axes.set_xticks(sizes, [str(size) for size in sizes])
    axes.set_xlabel("Persian examples of each class")
    axes.set_ylabel("accuracy in Persian")
    axes.legend()
    return figure
    # END SOLUTION
