"""
en: Where a gender has no clip of a class, a recall of 0 is drawn.
fa: جایی که جنسیتی از رده‌ای قطعه ندارد، recall برابر 0 کشیده می‌شود.
check: test_bars_show_recall_by_gender
"""

import torch
from matplotlib.figure import Figure


def plot_by_gender(labels, predictions, genders, names):
    figure = Figure(figsize=(7, 4), layout="constrained")
    axes = figure.subplots()
    found = sorted(set(genders))
    width = 0.8 / max(1, len(found))
    hit = labels == predictions
    for number, gender in enumerate(found):
        of_gender = torch.tensor([each == gender for each in genders])
        heights = [
            hit[of_gender & (labels == label)].double().mean().nan_to_num(0.0).item()
            for label in range(len(names))
        ]
        shift = (number - (len(found) - 1) / 2) * width
        axes.bar([place + shift for place in range(len(names))], heights, width, label=gender)
    axes.set_xticks(range(len(names)), list(names))
    axes.set_ylim(0, 1)
    axes.set_xlabel("emotion")
    axes.set_ylabel("recall")
    axes.legend(title="gender")
    return figure
