"""What surface cues alone reach on the PQuAD sample, as answers and in telling which questions have one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any

from course.recipes import baselines as cues
from course.recipes.pquad import words
from course.recipes.pquad.recipe import FILES, draw_rows, render, rows_of
from course.recipes.pquad.scoring import mean_scores, words_of

FRESH_SEED, FRESH = 9, 800
_ASKED = (
    ("year", r"سال|\bکی\b|دورهٔ"),
    ("person", r"کسی|کیست|\bکه\b|نویسنده"),
    ("number", r"چند|چقدر|مسافتی"),
    ("town", r"شهر|کجا|بندر"),
    ("colour", r"رنگ"),
    ("month", r"ماه"),
    ("weekday", r"روز"),
    ("brand", r"شرکت|انتشارات|ناشر"),
    ("animal", r"جانور"),
)
_NAMED = {
    "colour": words.COLOURS,
    "month": words.MONTHS,
    "weekday": words.WEEKDAYS,
    "brand": words.BRANDS,
    "animal": words.ANIMALS + words.FISH,
}
_THINGS = (
    words.MATERIALS + words.CROPS + words.GOODS + words.FIELDS + words.ILLNESSES + words.AILMENTS + words.TREASURES
    + words.FOODS + words.CAUSES + words.DISASTERS + words.MISHAPS + words.POLLUTANTS + words.THREATS + words.LAKES
    + words.MOUNTAINS + words.ANIMALS + words.FISH
)  # fmt: skip


def baselines() -> dict[str, tuple[float, float]]:
    """Each baseline's figures on fresh rows and on the sample's test split.

    The first ones answer, measured by exact match (EM) and F1. Two of them are oracles with the grammar's lists: they
    know every value of the kind that a question's words ask for. The others tell from the train split which
    questions have an answer (accuracy).
    """
    train, fresh, test = _split("train"), draw_rows(FRESH_SEED, FRESH), _split("test")
    scores: dict[str, tuple[float, float]] = {}
    known = known_answers(train)
    answering: dict[str, Callable[[dict[str, Any]], str]] = {
        "majority: never an answer": lambda row: "",
        "first answer of train of the kind asked for": lambda row: first_known(row, known),
        "oracle: first span of the kind asked for": first_of_kind,
        "oracle: first such span in the sentence with the largest word overlap": by_overlap,
    }
    for name, answer in answering.items():
        both = [mean_scores((answer(row), row["answers"]["text"]) for row in rows) for rows in (fresh, test)]
        scores[f"{name}, EM"] = (both[0][0], both[1][0])
        scores[f"{name}, F1"] = (both[0][1], both[1][1])
    for rows in (train, fresh, test):
        for row in rows:
            row["label"] = str(bool(row["answers"]["text"]))
    labels = [[row["label"] for row in rows] for rows in (train, fresh, test)]
    first, second = cues.majority(*labels)
    scores["answerable? majority"] = (first, second)
    views = {
        "question": lambda row: row["question"],
        "question and context": lambda row: f"{row['question']} {row['context']}",
    }
    for name, view in views.items():
        scores[f"answerable? {name}, TF-IDF"] = cues.bag_of_words(train, fresh, test, view, "label")
        scores[f"answerable? {name}, counts"] = cues.bag_of_words(
            train, fresh, test, view, "label", counts=True
        )
    scores["answerable? lengths"] = cues.numbers(train, fresh, test, _lengths, "label")
    scores["answerable? lengths and word overlap"] = cues.numbers(train, fresh, test, _overlaps, "label")
    return scores


def _split(split: str) -> list[dict[str, Any]]:
    return list(rows_of(render()[FILES[split]]))


def first_of_kind(row: dict[str, Any]) -> str:
    """The context's first value of the kind that the question's words ask for, or ""."""
    return _first(row["question"], row["context"])


def known_answers(rows: list[dict[str, Any]]) -> dict[str, re.Pattern[str]]:
    """What a reader of the files knows of each kind: any year or number, and else the answers of these rows."""
    answers: dict[str, set[str]] = {}
    for row in rows:
        kind = _kind(unicodedata.normalize("NFC", row["question"]))
        texts = (unicodedata.normalize("NFC", text) for text in row["answers"]["text"])
        answers.setdefault(kind, set()).update(texts)
    patterns = {}
    for kind, texts in answers.items():
        alternatives = "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True))
        patterns[kind] = re.compile(rf"(?<![\w\u200c])(?:{alternatives})(?![\w\u200c])")
    return patterns | {kind: _pattern(kind) for kind in ("year", "number")}


def first_known(row: dict[str, Any], known: dict[str, re.Pattern[str]]) -> str:
    """The context's first value of the kind asked for, of those that train's answers show, or ""."""
    return _first(row["question"], row["context"], known)


def by_overlap(row: dict[str, Any]) -> str:
    """The first such value in the sentence that shares most words with the question, or ""."""
    asked = set(words_of(row["question"]))
    sentences = re.split(r"(?<=[.؛])\s", unicodedata.normalize("NFC", row["context"]))
    return _first(row["question"], max(sentences, key=lambda sentence: len(asked & set(words_of(sentence)))))


def _first(question: str, text: str, known: dict[str, re.Pattern[str]] | None = None) -> str:
    question, text = (unicodedata.normalize("NFC", part) for part in (question, text))
    kind = _kind(question)
    pattern = known.get(kind) if known else None
    for value in (pattern or _pattern(kind)).findall(text):
        if value not in question:
            return value
    return ""


def _kind(question: str) -> str:
    return next((kind for kind, asked in _ASKED if re.search(asked, question)), "thing")


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    if kind == "year":
        alternatives = r"[۰-۹\d]{4}"
    elif kind == "number":
        numerals = "|".join(sorted(words.NUMERALS, key=len, reverse=True))
        alternatives = rf"[۰-۹\d]{{1,3}}(?: هزار)?(?!\d)|(?:{numerals})"
    elif kind == "person":
        alternatives = rf"(?:{'|'.join(words.FIRST_NAMES)}) (?:{'|'.join(words.LAST_NAMES)})"
    elif kind == "town":
        alternatives = rf"(?:{'|'.join(words.TOWN_STEMS)})\u200c?(?:{'|'.join(words.TOWN_ENDS)})"
    else:
        alternatives = "|".join(sorted(_NAMED.get(kind, _THINGS), key=len, reverse=True))
    return re.compile(rf"(?<![\w\u200c])(?:{alternatives})(?![\w\u200c])")


def _lengths(row: dict[str, Any]) -> list[float]:
    return [
        len(row["question"]),
        len(row["question"].split()),
        len(row["context"]),
        len(row["context"].split()),
    ]


def _overlaps(row: dict[str, Any]) -> list[float]:
    asked = set(words_of(row["question"]))
    found = [len(asked & set(words_of(sentence))) for sentence in row["context"].split(".")]
    return [*_lengths(row), max(found) / len(asked), sum(found) / len(asked), len(found)]
