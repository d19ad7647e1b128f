"""Log-domain softmax, counting by bincount, loops over the classes, and the AUC as the mean over all pairs."""

import numpy as np
import torch


def softmax(logits, dim=-1):
    top = logits.max(dim, keepdim=True).values
    shifted = logits - top
    return torch.exp(shifted - torch.log(torch.exp(shifted.double()).sum(dim, keepdim=True)).to(logits.dtype))


def confusion(labels, predictions, classes, shares_of=None):
    axes = {None: None, "labels": 1, "predictions": 0}
    if shares_of not in axes:
        raise ValueError("shares_of")
    flat = np.bincount(labels.numpy() * classes + predictions.numpy(), minlength=classes**2)
    counts = flat.reshape(classes, classes).astype(np.float64)
    if shares_of:
        sums = counts.sum(axis=axes[shares_of], keepdims=True)
        counts = np.divide(counts, sums, out=np.zeros_like(counts), where=sums > 0)
    return torch.from_numpy(counts)


def _ratio(part, whole):
    return float(part) / float(whole) if whole else 0.0


def report(counts, names):
    counts = counts.numpy()
    result, undefined, rows = {}, [], []
    for index, name in enumerate(names):
        hits, said, support = counts[index, index], counts[:, index].sum(), counts[index].sum()
        precision, recall = _ratio(hits, said), _ratio(hits, support)
        f1 = _ratio(2 * precision * recall, precision + recall)
        if not said:
            undefined.append(f"precision of {name}")
        if not support:
            undefined.append(f"recall of {name}")
        result[name] = {"precision": precision, "recall": recall, "f1": f1, "support": round(support)}
        rows.append((precision, recall, f1))
    weights = counts.sum(axis=1)
    keys = ("precision", "recall", "f1")
    result["macro"] = dict(zip(keys, np.mean(rows, axis=0).tolist(), strict=True))
    result["weighted"] = dict(zip(keys, np.average(rows, axis=0, weights=weights).tolist(), strict=True))
    result["accuracy"] = float(np.trace(counts) / counts.sum())
    result["undefined"] = undefined
    return result


def auc(scores, positive):
    above = scores[positive].double()[:, None] - scores[~positive].double()[None, :]
    if above.numel() == 0:
        return None
    return float((above.sign() + 1).mean() / 2)


def auc_one_vs_rest(probabilities, labels):
    values, sizes = [], []
    for index, column in enumerate(probabilities.unbind(dim=1)):
        values.append(auc(column, labels == index))
        sizes.append(float((labels == index).sum()))
    good = [index for index, value in enumerate(values) if value is not None]
    if not good:
        return {"classes": values, "macro": None, "weighted": None}
    chosen = [values[index] for index in good]
    weights = [sizes[index] for index in good]
    return {
        "classes": values,
        "macro": float(np.mean(chosen)),
        "weighted": float(np.average(chosen, weights=weights)),
    }


def auc_one_vs_one(probabilities, labels):
    parts = [probabilities[labels == index] for index in range(probabilities.shape[1])]

    def against(i, j):
        scores = torch.cat([parts[i][:, i], parts[j][:, i]])
        return auc(scores, torch.arange(len(scores)) < len(parts[i]))

    pairs = {}
    for j in range(len(parts)):
        for i in range(j):
            both = [against(i, j), against(j, i)]
            pairs[f"{i}/{j}"] = None if None in both else sum(both) / 2
    defined = [value for value in pairs.values() if value is not None]
    return {"pairs": pairs, "macro": sum(defined) / len(defined) if defined else None}
