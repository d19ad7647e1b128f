"""numpy shares, scipy's interval, one question after the other, and the chain as pairs of neighbours."""

import hashlib
import json
import math
from itertools import pairwise

import numpy as np
from scipy import stats


def chance_levels(train_labels, test_labels):
    if len(train_labels) == 0 or len(test_labels) == 0:
        raise ValueError("no labels")
    classes, counts = np.unique(train_labels, return_counts=True)
    test = np.array([np.mean(np.asarray(test_labels) == label) for label in classes])
    shares = counts / counts.sum()
    return {
        "uniform": float(test.mean()),
        "proportional": float(shares @ test),
        "majority": float(test[counts.argmax()]),
    }


def standard_error(accuracy, n):
    if math.isnan(accuracy) or n <= 0 or accuracy > 1 or accuracy < 0:
        raise ValueError((accuracy, n))
    return float(np.sqrt((accuracy - accuracy**2) / n))


def wilson_interval(accuracy, n, confidence=0.95):
    standard_error(accuracy, n)
    if not (confidence > 0 and confidence < 1):
        raise ValueError(confidence)
    z2 = stats.chi2.ppf(confidence, 1)
    # The roots of (p − x)² = z² x (1 − x) / n.
    a, b, c = 1 + z2 / n, -(2 * accuracy + z2 / n), accuracy**2
    root = math.sqrt(max(0.0, b * b - 4 * a * c))
    return [max(0.0, (-b - root) / (2 * a)), min(1.0, (-b + root) / (2 * a))]


def check_expectations(expectations):
    for name in expectations:
        if name not in EXPECTATIONS:
            raise ValueError(name)
    checked = {}
    for name in EXPECTATIONS:
        try:
            low, high = expectations[name]
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{name}: no range") from error
        for bound in (low, high):
            if type(bound) not in (int, float) or not math.isfinite(bound) or abs(bound) > 1:
                raise ValueError(f"{name}: {bound!r}")
        if low > high or (low < 0 and name != "gap"):
            raise ValueError(f"{name}: {low} to {high}")
        checked[name] = (float(low), float(high))
    (in_low, in_high), (out_low, out_high), (gap_low, gap_high) = checked.values()
    if max(gap_low, in_low - out_high) > min(gap_high, in_high - out_low):
        raise ValueError("gap: does not fit")
    return checked


def verdict(expected, accuracy, n, confidence=0.95):
    low, high = wilson_interval(accuracy, n, confidence)
    if expected[1] >= accuracy >= expected[0]:
        return "met"
    return "undecided" if max(low, expected[0]) <= min(high, expected[1]) else "missed"


def digest(entry):
    bare = dict(entry)
    bare.pop("digest", None)
    return hashlib.new("sha256", bytes(json.dumps(bare, sort_keys=True), "utf-8")).hexdigest()


def first_broken(entries):
    whole = [digest(entry) == entry["digest"] for entry in entries]
    linked = [entry["previous"] == "" for entry in entries[:1]]
    linked += [after["previous"] == before["digest"] for before, after in pairwise(entries)]
    both = [good and fits for good, fits in zip(whole, linked, strict=True)]
    return both.index(False) if False in both else None


def late_changes(entries):
    late = {}
    for name in dict.fromkeys(name for entry in entries for name in entry["values"]):
        story = [(entry["kind"], entry["values"][name]) for entry in entries if name in entry["values"]]
        kinds = [kind for kind, _ in story]
        if "measured" not in kinds:
            continue
        end = kinds.index("measured")
        before = [value for _, value in story[:end]]
        after = [value for kind, value in story[end:] if kind == "predicted"]
        changed = [value for value in after if not before or value != before[-1]]
        if changed:
            late[name] = changed
    return late
