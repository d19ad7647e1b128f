"""Sorts random keys for an order, sets rates and clips by hand, takes the model's own loss, and sums cumulatively."""

import itertools

import matplotlib
import numpy as np
import torch
from matplotlib.figure import Figure

matplotlib.use("Agg")


def _batches(count, batch_size, seed):
    generator = torch.Generator()
    generator.manual_seed(seed)
    while True:
        order = torch.rand(count, generator=generator).argsort()
        for start in range(0, count, batch_size):
            yield order[start : start + batch_size]


def train(model, pixel_values, labels, *, steps, batch_size, lr, weight_decay=0.01, warmup_steps, seed):
    if warmup_steps < 0 or warmup_steps > steps:
        raise ValueError("warmup_steps")
    weights = list(filter(lambda parameter: parameter.requires_grad, model.parameters()))
    if len(weights) == 0:
        raise ValueError("nothing to train")
    optimizer = torch.optim.AdamW([{"params": weights, "weight_decay": weight_decay}], lr=lr)
    rates = [*np.arange(warmup_steps) / max(1, warmup_steps)]
    rates += [*np.arange(steps - warmup_steps, 0, -1) / max(1, steps - warmup_steps)]
    mode = model.training
    model.train(True)
    history = []
    for rate, rows in zip(rates, _batches(len(labels), batch_size, seed), strict=False):
        for group in optimizer.param_groups:
            group["lr"] = float(lr * rate)
        output = model(pixel_values=pixel_values[rows], labels=labels[rows])
        output.loss.backward()
        norm = torch.cat([weight.grad.flatten() for weight in weights]).norm()
        for weight in weights:
            weight.grad.div_(max(norm, 1.0))
        optimizer.step()
        optimizer.zero_grad(set_to_none=False)
        history.append(output.loss.item())
    model.train(mode)
    return history


@torch.no_grad()
def predict(model, pixel_values, batch_size=100):
    mode = model.training
    model.eval()
    rows = []
    for start in range(0, len(pixel_values), batch_size):
        rows.extend(model(pixel_values[start : start + batch_size]).logits)
    model.train(mode)
    return torch.stack(rows)


def evaluate(logits, labels):
    likely = logits.log_softmax(dim=1)
    losses = [-likely[row, label].item() for row, label in enumerate(labels)]
    hits = sum(int(row.argmax() == label) for row, label in zip(logits, labels, strict=True))
    return {"loss": sum(losses) / len(losses), "accuracy": hits / len(losses)}


def smooth(losses, window):
    if window <= 0:
        raise ValueError("window")
    sums = [0.0, *itertools.accumulate(losses)]
    means = []
    for end in range(1, len(sums)):
        start = max(0, end - window)
        means.append((sums[end] - sums[start]) / (end - start))
    return means


def plot_losses(losses, validation=None, window=10):
    figure = Figure()
    axes = figure.add_subplot()
    steps = np.arange(len(losses)) + 1
    axes.plot(steps, smooth(losses, window), label="smoothed")
    axes.plot(steps, losses, ".", label="raw")
    if validation:
        axes.plot(*zip(*validation, strict=True), label="held out")
    axes.set(xlabel="optimiser step", ylabel="loss")
    axes.legend(loc="best")
    return figure
