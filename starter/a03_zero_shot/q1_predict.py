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
    raise NotImplementedError("q1_predict.chance_levels")


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
    raise NotImplementedError("q1_predict.standard_error")


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
    raise NotImplementedError("q1_predict.wilson_interval")


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
    raise NotImplementedError("q1_predict.check_expectations")


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
    raise NotImplementedError("q1_predict.verdict")


def digest(entry: Mapping[str, Any]) -> str:
    """Fingerprint one entry of a ledger.

    Args:
        entry: plain data; its key "digest", if there is one, does not take part.

    Returns:
        The SHA-256 hash, in hexadecimal, of the entry without "digest" as JSON: `json.dumps` with `sort_keys=True` and
        every other setting left alone, encoded as UTF-8. So the order of the keys does not matter, every value does.
    """
    raise NotImplementedError("q1_predict.digest")


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
    raise NotImplementedError("q1_predict.first_broken")


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
    raise NotImplementedError("q1_predict.late_changes")
