"""scipy's own interval, draws by how often each example comes, NumPy's quantiles."""

import numpy as np
import torch
from scipy import stats
from torch import nn


def interval(scores, confidence=0.95):
    values = np.asarray(scores, dtype=np.float64)
    if values.size < 2:
        raise ValueError("no spread in a single score")
    error = stats.sem(values)
    margin = error * stats.t.isf((1 - confidence) / 2, values.size - 1)
    return {
        "mean": float(values.mean()),
        "std": float(values.std(ddof=1)),
        "low": float(values.mean() - margin),
        "high": float(values.mean() + margin),
    }


def paired_bootstrap(correct_a, correct_b, generator, draws=1000, confidence=0.95):
    if correct_a.shape[1] != correct_b.shape[1] or correct_a.shape[1] == 0:
        raise ValueError("the models did not answer the same examples")
    count = correct_a.shape[1]
    gains = (correct_a.double().mean(dim=0) - correct_b.double().mean(dim=0)).numpy()
    differences = []
    for _ in range(draws):
        chosen = torch.randint(count, (count,), generator=generator).numpy()
        differences.append(gains[chosen].sum() / count)
    differences = np.array(differences)
    low, high = np.percentile(differences, [50 * (1 - confidence), 50 * (1 + confidence)])
    p = 2 * min(np.mean(differences <= 0), np.mean(differences >= 0))
    return {"difference": float(gains.mean()), "low": float(low), "high": float(high), "p": float(min(p, 1))}


def verdict(name_a, name_b, low, high):
    if np.isnan([low, high]).any() or low > high:
        raise ValueError("not an interval")
    if low <= 0 <= high:
        return "not significantly different"
    return (name_a if low > 0 else name_b) + " is better"


def embedding_share(model):
    owners = {}
    for module in model.modules():
        for weight in module.parameters(recurse=False):
            owners[id(weight)] = (
                weight.numel(),
                isinstance(module, nn.Embedding) or owners.get(id(weight), (0, False))[1],
            )
    total = sum(size for size, _ in owners.values())
    return sum(size for size, table in owners.values() if table) / total if total else 0.0
