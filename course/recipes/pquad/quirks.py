"""Plants what makes PQuAD's files hard to read: decomposed letters, stray blanks, ASCII digits, repetitions."""

from __future__ import annotations

import unicodedata
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from course.recipes.pquad.recipe import Article, Passage, Qas

DECOMPOSED = {"آ": "ا\u0653", "أ": "ا\u0654", "ؤ": "و\u0654", "ئ": "ي\u0654"}
WHOLLY, PARTLY = 0.6, 0.35
COMPOSED_EZAFE = 0.12
ASCII_DIGITS = 0.08
OUTER_BLANK = 0.05
QUESTION_BLANK = 0.033
QUESTION_DECOMPOSED = 0.3
LINE_BREAKS = {"train": 5, "validation": 2, "test": 0}
REPEATED = {"train": 3, "validation": 0, "test": 2}
_TO_ASCII = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")


def plant(rng: Random, splits: dict[str, list[Article]]) -> Counter[str]:
    """Change contexts, questions and answers in place, answers still standing where they say; returns counts."""
    counts: Counter[str] = Counter()
    for split, articles in splits.items():
        passages = [passage for article in articles for passage in article.passages]
        for passage in passages:
            _context(rng, passage, counts)
        _line_breaks(rng, passages, LINE_BREAKS[split], counts)
        for passage in rng.sample(passages, REPEATED[split]):
            # The last question gives way, so that the number of questions stays.
            passage.qas[-1] = type(passage.qas[0])(passage.qas[0].question, list(passage.qas[0].answers))
            counts["question repeated"] += 1
    _share_a_question(rng, splits)
    counts["question in train and test"] += 1
    return counts


def _context(rng: Random, passage: Passage, counts: Counter[str]) -> None:
    share = rng.choices((1.0, 0.6, 0.0), (WHOLLY, PARTLY, 1 - WHOLLY - PARTLY))[0]
    ascii_digits = rng.random() < ASCII_DIGITS
    letters = []
    for letter in passage.context:
        if letter in DECOMPOSED and rng.random() < share:
            letters.append(DECOMPOSED[letter])
        else:
            letters.append(letter.translate(_TO_ASCII) if ascii_digits else letter)
    for index in range(1, len(letters)):
        if letters[index - 1 : index + 1] == ["ه", "\u0654"] and rng.random() < COMPOSED_EZAFE:
            letters[index - 1 : index + 1] = ["ۀ", ""]
    if rng.random() < OUTER_BLANK:
        if rng.random() < 0.5:
            letters[0] = " " + letters[0]
        else:
            letters[-1] += " "
        counts["context with outer blank"] += 1
    _replace(passage, letters)
    counts["context with ASCII digits"] += any(digit in passage.context for digit in "0123456789")
    counts["context not in NFC"] += not unicodedata.is_normalized("NFC", passage.context)
    for qas in passage.qas:
        _question(rng, qas, counts)


def _replace(passage: Passage, letters: list[str]) -> None:
    """Put `letters[i]` in the place of the context's i-th character and move the answers along."""
    starts = [0]
    for letter in letters:
        starts.append(starts[-1] + len(letter))
    context = "".join(letters)
    blank = len(letters[0]) - len(letters[0].lstrip())
    for qas in passage.qas:
        moved = [(starts[start], starts[start + len(text)]) for text, start in qas.answers]
        # A blank put before the first letter is no part of an answer that begins there.
        moved = [(max(start, blank), end) for start, end in moved]
        qas.answers = [(context[start:end], start) for start, end in moved]
    passage.context = context


def _question(rng: Random, qas: Qas, counts: Counter[str]) -> None:
    if rng.random() < QUESTION_DECOMPOSED:
        qas.question = "".join(DECOMPOSED.get(letter, letter) for letter in qas.question)
    counts["question not in NFC"] += not unicodedata.is_normalized("NFC", qas.question)
    if rng.random() < QUESTION_BLANK:
        qas.question = qas.question + " " if rng.random() < 0.7 else " " + qas.question
        counts["question with outer blank"] += 1


def _line_breaks(rng: Random, passages: list[Passage], count: int, counts: Counter[str]) -> None:
    for passage in rng.sample(passages, count):
        qas = passage.qas[0]
        words = qas.question.split(" ")
        place = rng.randrange(2, len(words) - 1)
        qas.question = " ".join(words[:place]) + "\n" + " ".join(words[place:])
        counts["question with line break"] += 1


def _share_a_question(rng: Random, splits: dict[str, list[Article]]) -> None:
    """Ask a test question about a passage of train too, where it has no answer."""
    asked = rng.choice(splits["test"]).passages[0].qas[0].question
    qas = rng.choice(
        [qas for article in splits["train"] for qas in article.passages[0].qas[1:-1] if not qas.answers]
    )
    qas.question = asked
