"""numpy permutations, a frame for the curve, and a plain line with a scale of numbered places."""

import numpy as np
from matplotlib import pyplot as plt


def few_shot_pool(train_rows, test_rows):
    first = {}
    for index, row in enumerate(train_rows):
        first.setdefault(row["targets"], index)
    test = [{row[side] for row in test_rows} for side in ("source", "targets")]
    return sorted(
        index
        for text, index in first.items()
        if text not in test[1] and train_rows[index]["source"] not in test[0]
    )


def nested_subsets(train_rows, pool, sizes, seed):
    labels = np.array([train_rows[index]["category"] for index in pool])
    counts = np.unique(labels, return_counts=True)[1]
    if min(sizes) < 0 or max(sizes) > counts.min():
        raise ValueError(sizes)
    order = np.random.default_rng(seed).permutation(len(pool))
    chosen = {}
    for size in sizes:
        taken = dict.fromkeys(set(labels), 0)
        chosen[size] = []
        for place in order:
            if taken[labels[place]] < size:
                taken[labels[place]] += 1
                chosen[size].append(int(pool[place]))
    return chosen


def with_shots(train_rows, shots, repeat=1):
    rows = [dict(row) for row in train_rows]
    for _ in range(repeat):
        for index in shots:
            row = dict(train_rows[index])
            row["source"] = row["targets"]
            rows.append(row)
    return rows


def learning_curve(scores):
    if 0 not in scores or len({len(runs) for runs in scores.values()}) != 1 or len(scores[0]) < 2:
        raise ValueError("runs that cannot be paired")
    sizes = sorted(scores)
    table = np.array([scores[k] for k in sizes])
    gains = table - table[sizes.index(0)]
    n = table.shape[1]
    return [
        {
            "k": k,
            "mean": float(table[i].mean()),
            "gain": float(gains[i].mean()),
            "error": float(gains[i].std(ddof=1) / n**0.5),
            "n": n,
        }
        for i, k in enumerate(sizes)
    ]


def examples_needed(curve, english, share=0.5):
    start = curve[0]["mean"]
    gap = english - start
    if gap <= 0 or not 0 < share <= 1:
        raise ValueError((gap, share))
    there = [(row["mean"] - start) / gap >= share - 1e-9 for row in curve]
    for place, row in enumerate(curve):
        if all(there[place:]):
            return row["k"]
    return None


def plot_curve(curve, english):
    figure, axes = plt.subplots()
    sizes = np.array([row["k"] for row in curve])
    means = np.array([row["mean"] for row in curve])
    errors = np.array([row["error"] for row in curve])
    axes.plot(sizes, means, "s-", label="Persian, few-shot")
    axes.vlines(sizes, means - errors, means + errors)
    axes.plot(sizes[[0, -1]], [english, english], ":", label="English")
    axes.set(xlabel="k", ylabel="accuracy")
    figure.legend()
    axes.legend()
    return figure
