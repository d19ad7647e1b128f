"""Rows as the checks of a01_entailment spoil them, and what cleaning has to make of them: the checks' own opinion."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable
from typing import Any

LABELS = ("e", "n", "c")

Row = dict[str, Any]


def normalised(text: str) -> str:
    """What the kit's text function "persian" does."""
    text = unicodedata.normalize("NFC", text).replace("\u064a", "\u06cc").replace("\u0643", "\u06a9")
    return " ".join(text.split())


def misspelt(row: Row) -> Row:
    """The row in another spelling of both sentences: Arabic letters, decomposed, with blanks and line breaks."""
    spoilt = dict(row)
    for key in ("sent1", "sent2"):
        text = row[key].replace("\u06cc", "\u064a").replace("\u06a9", "\u0643").replace(" ", " \n", 1)
        spoilt[key] = f" {unicodedata.normalize('NFD', text)}"
    return spoilt


def expected_drops(rows: list[Row], normalise: Callable[[str], str]) -> dict[int, str]:
    """The index of each row that goes, in rising order, with the first reason that holds."""
    reasons: dict[int, str] = {}
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if row["label"] not in LABELS:
            reasons[index] = "label"
        elif not all(any(mark.isalnum() for mark in row[key]) for key in ("sent1", "sent2")):
            reasons[index] = "no words"
        else:
            groups[normalise(row["sent1"]), normalise(row["sent2"])].append(index)
    for indices in groups.values():
        if len({rows[index]["label"] for index in indices}) > 1:
            reasons |= dict.fromkeys(indices, "conflict")
        else:
            reasons |= dict.fromkeys(indices[1:], "duplicate")
    return dict(sorted(reasons.items()))


def awkward(draw: Any) -> list[Row]:
    """Rows that are odd in the ways of the real set, and good all the same."""
    rows = draw.labelled_rows("parsinlu-entailment", 9)
    rows = [row for index, row in enumerate(rows) if index not in expected_drops(rows, normalised)]
    one, two, three, four = draw.rng.sample(rows, 4)
    rows += [
        {**one, "sent2": one["sent1"], "label": "e"},
        {**one, "sent1": one["sent2"], "sent2": one["sent1"], "label": draw.rng.choice(LABELS)},
        {**two, "sent2": two["sent2"] + "\nدیگر", "label": draw.rng.choice(LABELS)},
        {**misspelt(two), "sent2": misspelt(three)["sent2"] + " هم"},
        {**three, "sent1": "BBC", "sent2": "این یک متن Latin است.", "label": "n"},
        {**four, "sent2": "۱۲", "label": "n"},
        {**four, "sent2": "بله", "label": "e"},
        {**four, "sent1": (four["sent1"] + " ") * 30, "label": "e"},
    ]
    draw.rng.shuffle(rows)
    return rows
