"""What classifiers reach on the FarsTail sample that read no sentence, only its surface."""

from __future__ import annotations

from course.kit.data import Row
from course.recipes.baselines import Scores, bag_of_words, majority, numbers
from course.recipes.farstail.recipe import draw_rows, draw_sample

FRESH_PREMISES = 500


def baselines() -> Scores:
    """Accuracy on fresh rows and on the test split of each surface cue, fitted on the train split."""
    splits, _ = draw_sample()
    train, test = splits["train"], splits["test"]
    fresh = draw_rows(seed=1, premises=FRESH_PREMISES)
    common = majority(*([row["label"] for row in rows] for rows in (train, fresh, test)))
    return {
        "majority": (common[0], common[1]),
        "lengths of both, boosted trees": numbers(train, fresh, test, _lengths, "label"),
        "hypothesis only, TF-IDF": bag_of_words(train, fresh, test, _hypothesis, "label"),
        "hypothesis only, counts": bag_of_words(train, fresh, test, _hypothesis, "label", counts=True),
        "both sentences, TF-IDF": bag_of_words(train, fresh, test, _both, "label"),
        "both sentences, counts": bag_of_words(train, fresh, test, _both, "label", counts=True),
        "both, words marked by sentence": bag_of_words(train, fresh, test, _marked, "label", counts=True),
        "word overlap, boosted trees": numbers(train, fresh, test, _overlap, "label"),
        "hypothesis words, marked if in the premise": bag_of_words(
            train, fresh, test, _found, "label", counts=True
        ),
    }


def overlap(first: str, second: str) -> list[float]:
    """The share of the second text's words that are in the first, and how many are not."""
    words, known = second.split(), set(first.split())
    missing = sum(word not in known for word in words)
    return [1 - missing / len(words), float(missing)]


def _hypothesis(row: Row) -> str:
    return row["hypothesis"]


def _both(row: Row) -> str:
    return f"{row['premise']} {row['hypothesis']}"


def _marked(row: Row) -> str:
    return " ".join(
        [f"1{word}" for word in row["premise"].split()] + [f"2{word}" for word in row["hypothesis"].split()]
    )


def _found(row: Row) -> str:
    known = set(row["premise"].split())
    return " ".join(f"{word}{'+' if word in known else '-'}" for word in row["hypothesis"].split())


def _lengths(row: Row) -> list[float]:
    texts = (row["premise"], row["hypothesis"])
    return [float(count) for text in texts for count in (len(text), len(text.split()))]


def _overlap(row: Row) -> list[float]:
    return overlap(row["premise"], row["hypothesis"])
