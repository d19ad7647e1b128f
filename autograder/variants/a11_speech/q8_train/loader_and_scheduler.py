"""A data loader with its own generator, LambdaLR for the rates, numpy and plain loops for the scores, pyplot for figures."""

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.figure import Figure
from torch.optim.lr_scheduler import LambdaLR
from torch.utils.data import DataLoader


def _collate(waveforms, lengths, chosen):
    rows = [waveforms[index][: lengths[index]] for index in chosen]
    return {
        "input_values": torch.nn.utils.rnn.pad_sequence(rows, batch_first=True),
        "attention_mask": torch.nn.utils.rnn.pad_sequence(
            [torch.ones_like(row, dtype=torch.long) for row in rows], batch_first=True
        ),
    }


def train(
    model,
    waveforms,
    lengths,
    labels,
    *,
    steps,
    batch_size=16,
    lr=1e-3,
    weight_decay=0.01,
    warmup=10,
    max_norm=1.0,
    seed=0,
):
    loader = DataLoader(
        range(len(labels)),
        batch_size=batch_size,
        shuffle=True,
        generator=torch.Generator().manual_seed(seed),
        collate_fn=lambda chosen: {**_collate(waveforms, lengths, chosen), "labels": labels[chosen]},
    )
    optimizer = torch.optim.AdamW(
        (p for p in model.parameters() if p.requires_grad), lr=lr, weight_decay=weight_decay
    )
    rise = [step / warmup for step in range(warmup)]
    fall = [(steps - step) / (steps - warmup) for step in range(warmup, steps)]
    scheduler = LambdaLR(optimizer, [*rise, *fall, 0.0].__getitem__)
    model.train()
    losses = []
    while True:
        for batch in loader:
            if len(losses) == steps:
                return losses
            output = model(**batch)
            output.loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm)
            optimizer.step()
            scheduler.step()
            optimizer.zero_grad(set_to_none=True)
            losses.append(float(output.loss))


@torch.no_grad()
def predict(model, waveforms, lengths, batch_size=32):
    mode = model.training
    model.train(False)
    # Neighbours in length share a batch, and each answer goes back to its place.
    order = np.argsort(lengths, kind="stable")
    answers = {}
    for start in range(0, len(order), batch_size):
        chosen = order[start : start + batch_size].tolist()
        for index, row in zip(chosen, model(**_collate(waveforms, lengths, chosen)).logits, strict=True):
            answers[index] = row
    model.train(mode)
    return torch.stack([answers[index] for index in range(len(lengths))])


def confusion_matrix(labels, predictions, classes):
    matrix = torch.zeros(classes, classes, dtype=torch.long)
    matrix.index_put_((labels, predictions), torch.ones(len(labels), dtype=torch.long), accumulate=True)
    return matrix


def report(labels, predictions, names):
    result = {}
    for index, name in enumerate(names):
        hits = int(((labels == index) & (predictions == index)).sum())
        said, support = int((predictions == index).sum()), int((labels == index).sum())
        precision = hits / said if said else 0.0
        recall = hits / support if support else 0.0
        f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
        result[name] = {"precision": precision, "recall": recall, "f1": f1, "support": support}
    return {
        "classes": result,
        "accuracy": float(np.mean(labels.numpy() == predictions.numpy())),
        "macro_f1": float(np.mean([entry["f1"] for entry in result.values()])),
    }


def majority_baseline(train_labels, test_labels, classes):
    said = max(range(classes), key=lambda label: (int((train_labels == label).sum()), -label))
    share = float((test_labels == said).float().mean())
    return {"accuracy": share, "macro_f1": 2 * share / (1 + share) / classes}


def plot_confusion(matrix, names):
    figure, axes = plt.subplots()
    with np.errstate(invalid="ignore"):
        shares = np.nan_to_num(matrix.numpy() / matrix.numpy().sum(axis=1)[:, None])
    axes.imshow(shares, vmin=0.0, vmax=1.0)
    for (row, column), count in np.ndenumerate(matrix.numpy()):
        axes.text(column, row, f"{count}", ha="center")
    axes.set_xticks(np.arange(len(names)))
    axes.set_xticklabels(names)
    axes.set_yticks(np.arange(len(names)))
    axes.set_yticklabels(names)
    axes.set_xlabel("Predicted emotion")
    axes.set_ylabel("True emotion")
    return figure


def plot_by_gender(labels, predictions, genders, names):
    figure = Figure()
    axes = figure.add_subplot()
    for shift, gender, color in ((0.2, "female", "tab:orange"), (-0.2, "male", "tab:green")):
        for index in range(len(names)):
            rows = [i for i, who in enumerate(genders) if who == gender and labels[i] == index]
            if rows:
                share = sum(int(predictions[i]) == index for i in rows) / len(rows)
                axes.bar(index + shift, share, width=0.35, color=color)
    from matplotlib.patches import Patch

    axes.legend(handles=[Patch(color="tab:orange", label="female"), Patch(color="tab:green", label="male")])
    axes.set_xticks(range(len(names)), labels=names)
    axes.set(xlabel="class", ylabel="recall")
    return figure
