"""Samplers and LambdaLR in training, a sort undone by a sort in prediction, and the statistics of the standard library."""

import itertools
import statistics

import matplotlib.pyplot as plt
import torch
from scipy.stats import ttest_rel
from torch.utils.data import DataLoader, RandomSampler


def _collate(tokenizer, examples, numbers):
    chosen = [{key: list(values) for key, values in examples[number].items()} for number in numbers]
    return tokenizer.pad(chosen, return_tensors="pt")


def train(model, tokenizer, examples, labels, *, steps, batch_size=16, lr=1e-3, warmup=10, seed=0):
    device = next(iter(model.parameters())).device
    sampler = RandomSampler(range(len(examples)), generator=torch.Generator().manual_seed(seed))

    def numbers():
        while True:
            waiting = []
            for number in sampler:
                waiting.append(int(number))
                if len(waiting) == batch_size:
                    yield waiting
                    waiting = []
            if waiting:
                yield waiting

    parameters = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(parameters, lr=lr, weight_decay=0.01)
    scheduler = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: (min(1, (s + 1) / warmup) if warmup else 1) * max(0.0, 1 - s / steps)
    )
    history = []
    model.train(True)
    for chosen in itertools.islice(numbers(), steps):
        batch = _collate(tokenizer, examples, chosen).to(device)
        batch["labels"] = labels[torch.tensor(chosen)].to(device)
        output = model(**batch)
        optimizer.zero_grad(set_to_none=True)
        output.loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, max_norm=1)
        optimizer.step()
        scheduler.step()
        history.append(float(output.loss.detach()))
    return history


def predict(model, tokenizer, examples, batch_size=60):
    device = next(iter(model.parameters())).device
    order = torch.tensor([len(example["input_ids"]) for example in examples]).argsort(stable=True)
    mode = model.training
    model.eval()
    loader = DataLoader(order.tolist(), batch_size=batch_size, collate_fn=list)
    with torch.no_grad():
        logits = torch.cat(
            [model(**_collate(tokenizer, examples, numbers).to(device)).logits.cpu() for numbers in loader]
        )
    model.train(mode)
    return logits[order.argsort()]


def compare_views(scores, margin=0.01, confidence=0.95):
    try:
        english, persian, both = (list(scores[view]) for view in ("english", "persian", "both"))
    except KeyError as error:
        raise ValueError(f"{error} is missing") from error
    if not len(english) == len(persian) == len(both) or len(both) < 2:
        raise ValueError("unequal or too few runs")
    better = "persian" if statistics.fmean(persian) > statistics.fmean(english) else "english"
    difference = [a - b for a, b in zip(both, scores[better], strict=True)]
    mean = statistics.fmean(difference)
    if len(set(difference)) == 1:
        low = high = mean
    else:
        low, high = map(float, ttest_rel(both, scores[better]).confidence_interval(confidence))
    if low > 0:
        verdict = "better"
    else:
        verdict = "matches" if low >= -margin else "worse" if high < 0 else "undecided"
    return {"better": better, "difference": mean, "low": low, "high": high, "verdict": verdict}


def results_table(runs, metrics):
    if any(len(each) == 0 for each in runs.values()):
        raise ValueError("a row without runs")
    printed = {}
    for name, each in runs.items():
        for metric in metrics:
            values = [run[metric] for run in each]
            spread = f" ± {statistics.stdev(values):.3f}" if len(values) > 1 else ""
            printed[name, metric] = (f"{statistics.fmean(values):.3f}", spread)
    text = f"| run | seeds | {' | '.join(metrics)} |\n|---|{'---:|' * (len(metrics) + 1)}"
    for name, each in runs.items():
        text += f"\n| {name} | {len(each)} |"
        for metric in metrics:
            top = max(float(printed[other, metric][0]) for other in runs)
            mean, spread = printed[name, metric]
            text += f" **{mean}{spread}** |" if float(mean) == top else f" {mean}{spread} |"
    return text


def plot_views(scores, chance):
    figure, axes = plt.subplots()
    table = torch.tensor(list(scores.values()), dtype=torch.float64)
    axes.plot(range(len(scores)), table, "o-", color="0.7")
    axes.plot(range(len(scores)), table.mean(dim=1), "s-k", label="mean")
    axes.axhline(y=chance, color="r", label="chance")
    axes.set(xticks=range(len(scores)), xticklabels=list(scores), ylim=(0, 1.05), ylabel="accuracy")
    axes.legend()
    return figure
