"""Groups of equal pairs, regular expressions, pandas for percentiles and plot."""

import re
from itertools import groupby

import matplotlib.pyplot as plt
import pandas as pd


def clean(rows, normalise):
    decided = []
    for index, row in enumerate(rows):
        if row["label"] not in {"e", "n", "c"}:
            decided.append((index, "label"))
        elif not (re.search(r"[^\W_]", row["sent1"]) and re.search(r"[^\W_]", row["sent2"])):
            decided.append((index, "no words"))
    bad = {index for index, _ in decided}

    def key(index):
        return tuple(normalise(rows[index][name]) for name in ("sent1", "sent2"))

    left = sorted((index for index in range(len(rows)) if index not in bad), key=lambda i: (key(i), i))
    for _, members in groupby(left, key=key):
        group = list(members)
        if {rows[index]["label"] for index in group} != {rows[group[0]]["label"]}:
            decided += [(index, "conflict") for index in group]
        else:
            decided += [(index, "duplicate") for index in group[1:]]
    decided.sort()
    bad = {index for index, _ in decided}
    return {
        "rows": [rows[index] for index in range(len(rows)) if index not in bad],
        "dropped": [{"row": index, "reason": reason} for index, reason in decided],
    }


def leaked_rows(known, rows, normalise):
    spelt = [tuple(map(normalise, (row["sent1"], row["sent2"]))) for row in [*known, *rows]]
    before = set(spelt[: len(known)])
    return [place for place, pair in enumerate(spelt[len(known) :]) if pair in before]


def count_values(rows, column):
    values = sorted(row[column] for row in rows)
    counted = [(value, len(list(group))) for value, group in groupby(values)]
    return dict(sorted(counted, key=lambda item: item[1], reverse=True))


def length_percentiles(rows, percents):
    if len(rows) == 0:
        raise ValueError("nothing to measure")
    table = pd.DataFrame(rows)
    return {
        name: [float(table[name].str.split().str.len().quantile(percent / 100)) for percent in percents]
        for name in ("sent1", "sent2")
    }


def plot_labels(counts):
    table = pd.DataFrame(counts).reindex(list("enc")).fillna(0)
    figure, axes = plt.subplots()
    (table / table.sum()).plot.bar(ax=axes, rot=0)
    axes.set(xlabel="label", ylabel="share")
    return figure
