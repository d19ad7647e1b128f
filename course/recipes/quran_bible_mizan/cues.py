"""What classifiers reach on the register sample that read no sentence, only its words, length or spelling."""

from __future__ import annotations

import re
from collections.abc import Callable

from course.kit.data import Row
from course.recipes.baselines import Scores, bag_of_words, majority, numbers
from course.recipes.quran_bible_mizan.quirks import normalise
from course.recipes.quran_bible_mizan.recipe import draw_rows, draw_sample

FRESH = 1500
_QUOTED = re.compile("“.*”|«.*»")


def baselines() -> Scores:
    """Accuracy on fresh rows and on the test split of each surface cue, fitted on the train split.

    Fresh rows are clean, the test split has the oddities that the train split has: what a cue of spelling gains shows
    on the test split alone.
    """
    splits, _ = draw_sample()
    train, test = splits["train"], splits["test"]
    fresh = draw_rows(seed=1, count=FRESH)
    labels = ([row["category"] for row in rows] for rows in (train, fresh, test))
    first, second = majority(*labels)
    scores = {"majority": (first, second)}
    views: dict[str, Callable[[Row], str]] = {
        "English": lambda row: row["source"],
        "Persian, raw": lambda row: row["targets"],
        "Persian, normalised": lambda row: normalise(row["targets"]),
        "both, normalised": lambda row: f"{row['source']} {normalise(row['targets'])}",
    }
    for name, view in views.items():
        scores[f"{name}, TF-IDF of words and pairs"] = bag_of_words(train, fresh, test, view, "category")
        scores[f"{name}, word counts"] = bag_of_words(train, fresh, test, view, "category", counts=True)
    scores["English, words marked by half"] = bag_of_words(
        train, fresh, test, _halves, "category", counts=True
    )
    scores["lengths, boosted trees"] = numbers(train, fresh, test, _lengths, "category")
    scores["Arabic kaf and useless ZWNJ, boosted trees"] = numbers(train, fresh, test, _spelling, "category")
    scores["words outside the quotation marks (the solution)"] = bag_of_words(
        train, fresh, test, lambda row: _QUOTED.sub(" ", row["source"]), "category", counts=True
    )
    return scores


def _halves(row: Row) -> str:
    words = row["source"].split()
    middle = len(words) // 2
    return " ".join(f"{int(index < middle)}{word}" for index, word in enumerate(words))


def _lengths(row: Row) -> list[float]:
    texts = (row["source"], row["targets"])
    return [float(count) for text in texts for count in (len(text), len(text.split()))]


def _spelling(row: Row) -> list[float]:
    return [float(row["targets"].count("ك")), float(len(row["targets"]) - len(normalise(row["targets"])))]
