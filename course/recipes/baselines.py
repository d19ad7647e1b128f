"""Surface-cue baselines: what a classifier reaches that reads no sentence, only its length or its bag of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

Rows = Sequence[dict[str, Any]]
Scores = dict[str, tuple[float, float]]


def majority(train: Sequence[str], *tests: Sequence[str]) -> tuple[float, ...]:
    """Accuracy of the commonest training label on each list of labels."""
    guess = Counter(train).most_common(1)[0][0]
    return tuple(sum(label == guess for label in labels) / len(labels) for labels in tests)


def bag_of_words(
    train: Rows,
    fresh: Rows,
    test: Rows,
    view: Callable[[dict[str, Any]], str],
    label: str,
    *,
    counts: bool = False,
) -> tuple[float, float]:
    """Accuracy of logistic regression on TF-IDF (or counts) of words and word pairs of `view(row)`."""
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    kind = CountVectorizer if counts else TfidfVectorizer
    vectors = kind(token_pattern=r"\S+", lowercase=False, ngram_range=(1, 1) if counts else (1, 2))
    model = make_pipeline(vectors, LogisticRegression(C=3.0, max_iter=2000))
    return _score(model, train, fresh, test, view, label)


def numbers(
    train: Rows, fresh: Rows, test: Rows, view: Callable[[dict[str, Any]], list[float]], label: str
) -> tuple[float, float]:
    """Accuracy of boosted trees on a few numbers `view(row)`, such as lengths or file sizes."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(max_iter=60, random_state=0)
    return _score(model, train, fresh, test, view, label)


def _score(
    model: Any, train: Rows, fresh: Rows, test: Rows, view: Callable, label: str
) -> tuple[float, float]:
    model.fit([view(row) for row in train], [row[label] for row in train])
    first, second = (
        float(model.score([view(row) for row in rows], [row[label] for row in rows]))
        for rows in (fresh, test)
    )
    return first, second
