"""Question 1: what guessing reaches, what may be expected, and whether an expectation was met or changed afterwards."""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import NormalDist
from typing import Any

EXPECTATIONS = ("in_distribution", "out_of_distribution", "gap")


def chance_levels(train_labels: Sequence[str], test_labels: Sequence[str]) -> dict[str, float]:
    """Say which accuracy on the test set three guessers expect who have seen the training labels and no text.

    A guesser knows the training labels alone; the test labels only judge.

    Args:
        train_labels: the labels of the training set; which classes there are is what occurs here.
        test_labels: the labels of the test set, one or more.

    Returns:
        Python floats between 0 and 1 under three keys:

        - "uniform": says each class of the training set equally often, at random;
        - "proportional": says each class as often as its share of the training set, at random;
        - "majority": always says the commonest class of the training set; of classes that are equally common,
          the first in alphabetical order.

    Raises:
        ValueError: one of the two is empty.

    Example:
        >>> chance_levels(["a", "a", "a", "b"], ["a", "b"])
        {'uniform': 0.5, 'proportional': 0.5, 'majority': 0.5}
        >>> chance_levels(["a", "a", "a", "b"], ["b", "b"])
        {'uniform': 0.5, 'proportional': 0.25, 'majority': 0.0}
    """
    # BEGIN SOLUTION
    if not train_labels or not test_labels:
        raise ValueError("chance needs training labels and test labels")
    trained, tested = Counter(train_labels), Counter(test_labels)
    # A class that no training row has is never guessed.
    known = sum(tested[label] for label in trained)
    majority = min(trained, key=lambda label: (-trained[label], label))
    drawn = sum(count * tested[label] for label, count in trained.items())
    return {
        "uniform": known / len(trained) / len(test_labels),
        "proportional": drawn / len(train_labels) / len(test_labels),
        "majority": tested[majority] / len(test_labels),
    }
    # END SOLUTION


def standard_error(accuracy: float, n: int) -> float:
    """Say by how much an accuracy measured on n rows differs from that on endless rows, in the mean square.

    Args:
        accuracy: the share of rows answered right, 0 to 1.
        n: how many rows it was measured on.

    Returns:
        The standard error of a binomial share, √(accuracy · (1 − accuracy) / n).

    Raises:
        ValueError: the accuracy is not within 0..1 (NaN is not), or n is below 1.

    Example:
        >>> standard_error(0.8, 100)
        0.04
    """
    # BEGIN SOLUTION
    if not 0 <= accuracy <= 1 or n < 1:
        raise ValueError(f"{accuracy} on {n} rows is no accuracy")
    return math.sqrt(accuracy * (1 - accuracy) / n)
    # END SOLUTION


def wilson_interval(accuracy: float, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Give the Wilson score interval of an accuracy.

    accuracy ± z · standard_error would have no width at an accuracy of 1 and could leave 0..1. Wilson's interval does
    neither. With p the accuracy and z the two-sided quantile of the standard normal distribution (1.96 for 95 %):

        centre = (p + z² / (2n)) / (1 + z² / n)
        half   = z / (1 + z² / n) · √(p · (1 − p) / n + z² / (4n²))

    Args:
        accuracy: the share of rows answered right, 0 to 1.
        n: how many rows it was measured on.
        confidence: the level, above 0 and below 1; half of the rest is left out on each side.

    Returns:
        (centre − half, centre + half), never below 0 or above 1.

    Raises:
        ValueError: as `standard_error`, and for a level that is not between 0 and 1.

    Source:
        E. B. Wilson, "Probable inference, the law of succession, and statistical inference" (1927).
    """
    # BEGIN SOLUTION
    error = standard_error(accuracy, n)
    if not 0 < confidence < 1:
        raise ValueError(f"{confidence} is no level of confidence")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    shrink = 1 + z * z / n
    centre = (accuracy + z * z / (2 * n)) / shrink
    half = z / shrink * math.sqrt(error * error + z * z / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)
    # END SOLUTION


def check_expectations(expectations: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """Refuse expectations that are missing or cannot come true, before they are written down.

    An expectation is a range: "between 0.6 and 0.8". A single number would be wrong almost surely, and nobody could
    say how wrong.

    Args:
        expectations: a range (low, high), a list or tuple of two numbers, under each name in EXPECTATIONS:
            "in_distribution" and "out_of_distribution" are accuracies, from 0 to 1; "gap" is the first minus the
            second, from −1 to 1.

    Returns:
        A new dict with the names in the order of EXPECTATIONS and each range as a tuple of two Python floats.

    Raises:
        ValueError: with the name of the expectation in the message, if

            - a name is missing or its range is None, or there is a name that is not in EXPECTATIONS;
            - a range is not two numbers (True and False are none), or one is NaN or infinite;
            - a range is turned (low > high) or leaves its bounds;
            - the gap cannot be what the two accuracies allow: the difference of two accuracies within their ranges
              is at least low_in − high_out and at most high_in − low_out, and no value of the gap's range is
              there (for this the message names "gap").

        An expectation that would surprise is not refused: out of distribution below chance, or better than in
        distribution.

    Example:
        >>> check_expectations({"in_distribution": [0.9, 1], "out_of_distribution": [0.5, 0.8], "gap": [0.1, 0.4]})
        {'in_distribution': (0.9, 1.0), 'out_of_distribution': (0.5, 0.8), 'gap': (0.1, 0.4)}
    """
    # BEGIN SOLUTION
    unknown = sorted(set(expectations) - set(EXPECTATIONS))
    if unknown:
        raise ValueError(f"nothing is called {unknown[0]}")
    ranges = {}
    for name in EXPECTATIONS:
        bounds = expectations.get(name)
        if not isinstance(bounds, list | tuple) or len(bounds) != 2:
            raise ValueError(f"{name} needs a range of two numbers")
        if any(isinstance(bound, bool) or not isinstance(bound, int | float) for bound in bounds):
            raise ValueError(f"{name} holds something that is no number")
        low, high = map(float, bounds)
        # Written so that NaN, which is neither above nor below anything, does not get through.
        if not (-1 if name == "gap" else 0) <= low <= high <= 1:
            raise ValueError(f"{name} cannot be between {low} and {high}")
        ranges[name] = (low, high)
    inside, outside, gap = (ranges[name] for name in EXPECTATIONS)
    if gap[1] < inside[0] - outside[1] or gap[0] > inside[1] - outside[0]:
        raise ValueError(f"the gap cannot be between {gap[0]} and {gap[1]} if the accuracies are as expected")
    return ranges
    # END SOLUTION


def verdict(expected: tuple[float, float], accuracy: float, n: int, confidence: float = 0.95) -> str:
    """Compare an expected range with an accuracy that was measured on n rows.

    Args:
        expected: (low, high).
        accuracy: the share of rows answered right, 0 to 1.
        n: how many rows it was measured on.
        confidence: the level of the accuracy's Wilson interval.

    Returns:
        - "met": the accuracy is within the range, its ends included;
        - "missed": it is not, and its Wilson interval has no value in common with the range (ends included);
        - "undecided": it is not, but the interval and the range have values in common: too few rows to tell.

    Raises:
        ValueError: as `wilson_interval`.

    Example:
        >>> [verdict((0.6, 0.7), accuracy, 100) for accuracy in (0.65, 0.75, 0.95)]
        ['met', 'undecided', 'missed']
    """
    # BEGIN SOLUTION
    low, high = wilson_interval(accuracy, n, confidence)
    if expected[0] <= accuracy <= expected[1]:
        return "met"
    return "missed" if high < expected[0] or low > expected[1] else "undecided"
    # END SOLUTION


def digest(entry: Mapping[str, Any]) -> str:
    """Fingerprint one entry of a ledger.

    Args:
        entry: plain data; its key "digest", if there is one, does not take part.

    Returns:
        The SHA-256 hash, in hexadecimal, of the entry without "digest" as JSON: `json.dumps` with `sort_keys=True` and
        every other setting left alone, encoded as UTF-8. So the order of the keys does not matter, every value does.
    """
    # BEGIN SOLUTION
    content = {key: value for key, value in entry.items() if key != "digest"}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    # END SOLUTION


def first_broken(entries: Sequence[Mapping[str, Any]]) -> int | None:
    """Find the first entry of a ledger that was edited, inserted or moved, or whose predecessor was taken out.

    Each entry holds its own "digest" (see `digest`) and under "previous" the digest of the entry before it, an empty
    string in the first one.

    Args:
        entries: of a ledger, the oldest first; each has "digest" and "previous".

    Returns:
        The index of the first entry whose "digest" is not that of its content or whose "previous" is not the "digest"
        that stands in the entry before it; None if there is none (an empty ledger is whole).

        What was cut off at the end leaves no trace in the chain.
    """
    # BEGIN SOLUTION
    previous = ""
    for index, entry in enumerate(entries):
        if entry["previous"] != previous or entry["digest"] != digest(entry):
            return index
        previous = entry["digest"]
    return None
    # END SOLUTION


def late_changes(entries: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """List the predictions that were changed, or first made, when their result was already known.

    Args:
        entries: of a ledger, the oldest first. "kind" is "predicted" or "measured", and "values" holds values by name. An
            entry may hold several names, and a name may come up in several entries.

    Returns:
        For each name that has such predictions, their values, the oldest first: predictions of that name in an entry
        after the first "measured" entry of the same name, if they differ from the last prediction of that name before
        it. Writing the same value down again is no change. A name without a late change is not in the dict.

    Example:
        >>> late_changes([
        ...     {"kind": "predicted", "values": {"gap": 0.1, "best": "en"}},
        ...     {"kind": "measured", "values": {"gap": 0.3}},
        ...     {"kind": "predicted", "values": {"gap": 0.3, "best": "fa"}},
        ... ])
        {'gap': [0.3]}
    """
    # BEGIN SOLUTION
    measured: set[str] = set()
    in_force: dict[str, Any] = {}
    late: dict[str, list[Any]] = {}
    for entry in entries:
        for name, value in entry["values"].items():
            if entry["kind"] == "measured":
                measured.add(name)
            elif name not in measured:
                in_force[name] = value
            elif name not in in_force or value != in_force[name]:
                late.setdefault(name, []).append(value)
    return late
    # END SOLUTION
