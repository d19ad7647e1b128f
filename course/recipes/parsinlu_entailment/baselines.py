"""What classifiers reach on the ParsiNLU entailment sample that read no sentence, only its surface."""

from __future__ import annotations

from course.recipes.baselines import Scores, bag_of_words, majority, numbers
from course.recipes.farstail.baselines import overlap
from course.recipes.parsinlu_entailment.recipe import Row, draw_rows, draw_sample
from course.recipes.parsinlu_entailment.wording import SOURCES

FRESH = 1500


def baselines() -> Scores:
    """Accuracy on fresh rows and on the test split of each surface cue, fitted on the train split.

    Rows without a valid label are left out.
    """
    splits = draw_sample()
    train, test = ([row for row in splits[name] if row["label"] in "enc"] for name in ("train", "test"))
    fresh = draw_rows(seed=1, count=FRESH)
    common = majority(*([row["label"] for row in rows] for rows in (train, fresh, test)))
    return {
        "majority": (common[0], common[1]),
        "source, boosted trees": numbers(train, fresh, test, _source, "label"),
        "lengths of both, boosted trees": numbers(train, fresh, test, _lengths, "label"),
        "sent2 only, TF-IDF": bag_of_words(train, fresh, test, _second, "label"),
        "sent2 only, counts": bag_of_words(train, fresh, test, _second, "label", counts=True),
        "both sentences, TF-IDF": bag_of_words(train, fresh, test, _both, "label"),
        "both sentences, counts": bag_of_words(train, fresh, test, _both, "label", counts=True),
        "word overlap, boosted trees": numbers(train, fresh, test, _overlap, "label"),
    }


def _second(row: Row) -> str:
    return row["sent2"]


def _both(row: Row) -> str:
    return f"{row['sent1']} {row['sent2']}"


def _source(row: Row) -> list[float]:
    return [float(list(SOURCES).index(row["source"]))]


def _lengths(row: Row) -> list[float]:
    return [float(count) for text in (row["sent1"], row["sent2"]) for count in (len(text), len(text.split()))]


def _overlap(row: Row) -> list[float]:
    return overlap(row["sent1"], row["sent2"])
