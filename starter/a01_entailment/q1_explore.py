"""Question 1: look at the pairs before any model does, and drop the rows that nobody could learn from."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

LABELS = ("e", "n", "c")
SENTENCES = ("sent1", "sent2")
REASONS = ("label", "no words", "conflict", "duplicate")

Row = Mapping[str, str]


def clean(rows: Sequence[Row], normalise: Callable[[str], str]) -> dict[str, list]:
    """Drop the rows that no model can learn from, and say which and why.

    A row goes for the first of these reasons that holds (`REASONS`, in this order):

    - "label": its label is not exactly one of `LABELS`;
    - "no words": one of its two sentences has no letter and no digit (`str.isalnum`), such as "" or "--";
    - "conflict": another row that is left by the two rules above has the same pair of sentences and another label. All
      rows of that pair go, for nobody knows which of them is right;
    - "duplicate": an earlier row that stays has the same pair of sentences and the same label.

    Two rows have the same pair when their first sentences are equal after `normalise` and their second ones too. Nothing
    else is a reason: a pair of two equal sentences is a good row, and so are long, short and badly spelt ones, and
    two rows that share one sentence only, or the same two in the other order.

    Args:
        rows: dicts with the keys "sent1", "sent2" and "label" (others may be there too), of one split.
        normalise: from a text to its standard spelling, for comparing; `q2_tokenize.normalise` will do.

    Returns:
        "rows": the dicts that stay, as they were and in their order; "dropped": for each row that goes `{"row": its
        index in rows, "reason": one of REASONS}`, in rising order. `rows` itself and its dicts stay as they are.

    Example:
        >>> rows = [{"sent1": "a", "sent2": "b", "label": "e"}, {"sent1": "a", "sent2": "--", "label": "n"}]
        >>> clean(rows, str.strip)["dropped"]
        [{'row': 1, 'reason': 'no words'}]
    """
    raise NotImplementedError("q1_explore.clean")


def leaked_rows(known: Sequence[Row], rows: Sequence[Row], normalise: Callable[[str], str]) -> list[int]:
    """Find the rows of one split whose pair of sentences is in another split as well.

    A test row that the model was trained on says nothing about what it learned. The spelling may hide it: one split
    writes كتاب, the other کتاب.

    Args:
        known: the rows of one split, for example the one to train on.
        rows: the rows of another one.
        normalise: as in `clean`; both sentences of both splits are compared after it.

    Returns:
        The indices in `rows`, rising, of the rows whose first and second sentence are those of one row of `known`,
        whatever the labels say. One shared sentence is no leak, and neither is a pair in the other order.

    Example:
        >>> leaked_rows([{"sent1": "a", "sent2": "b"}], [{"sent1": "b", "sent2": "a"}, {"sent1": "a ", "sent2": "b"}],
        ...             str.strip)
        [1]
    """
    raise NotImplementedError("q1_explore.leaked_rows")


def count_values(rows: Sequence[Row], column: str) -> dict[str, int]:
    """Count the values of a column, for example of "label" or "source".

    Args:
        rows: rows that have the column.
        column: its name.

    Returns:
        How often each value occurs, the most frequent first; values that are equally frequent in the order of the
        alphabet (of their code points). `{}` without rows.

    Example:
        >>> count_values([{"label": "n"}, {"label": "e"}, {"label": "n"}], "label")
        {'n': 2, 'e': 1}
    """
    raise NotImplementedError("q1_explore.count_values")


def length_percentiles(rows: Sequence[Row], percents: Sequence[float]) -> dict[str, list[float]]:
    """Say how long the sentences are, in words; a word is what white space separates.

    Args:
        rows: rows with the keys "sent1" and "sent2"; at least one.
        percents: which percentiles, each from 0 (the shortest) to 100 (the longest), in any order.

    Returns:
        For "sent1" and for "sent2" the percentiles, as floats in the order of `percents`. Between two lengths the
        value is interpolated linearly: with the n lengths sorted, l[0] … l[n − 1], percentile p lies at the place
        p / 100 · (n − 1).

    Raises:
        ValueError: there are no rows.

    Example:
        >>> length_percentiles([{"sent1": "a b c", "sent2": "a"}, {"sent1": "a b", "sent2": "b"}], [50])
        {'sent1': [2.5], 'sent2': [1.0]}
    """
    raise NotImplementedError("q1_explore.length_percentiles")


def plot_labels(counts: Mapping[str, Mapping[str, int]]) -> Figure:
    """Plot the share of each label in each split, so that splits of different sizes can be compared.

    Args:
        counts: for each split the counts of its labels, for example `{"train": {"e": 304, "n": 245, "c": 205}, …}`;
            a label that a split lacks may be missing there. Two splits or more; each has rows.

    Returns:
        A figure with one axes: grouped bars, for each label of `LABELS` (a tick with its name, in this order) one bar a
        split, side by side. A bar's height is the share of the label among the split's rows that `LABELS` name, so the
        bars of a split add up to 1. The splits are told by colour in a legend; both axes have a label.
    """
    raise NotImplementedError("q1_explore.plot_labels")
