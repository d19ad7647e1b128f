"""Groups of equal pairs, regular expressions, the statistics module, one bar at a time."""

import re
from itertools import groupby

import matplotlib.pyplot as plt


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
    result = {}
    for name in ("sent1", "sent2"):
        lengths = sorted(len(re.findall(r"\S+", row[name])) for row in rows)
        places = [percent / 100 * (len(lengths) - 1) for percent in percents]
        result[name] = [
            lengths[int(place)] * (1 - place % 1)
            + lengths[min(int(place) + 1, len(lengths) - 1)] * (place % 1)
            for place in places
        ]
    return result


def plot_labels(counts):
    figure, axes = plt.subplots()
    for split, (name, count) in enumerate(counts.items()):
        known = {label: count[label] for label in "enc" if label in count}
        for tick, label in enumerate("enc"):
            height = known.get(label, 0) / sum(known.values())
            axes.bar(
                tick * (len(counts) + 1) + split, height, color=f"C{split}", label=name if tick == 0 else None
            )
    axes.set_xticks([tick * (len(counts) + 1) for tick in range(3)], labels=["e", "n", "c"])
    axes.set(xlabel="label", ylabel="share")
    axes.legend()
    return figure
