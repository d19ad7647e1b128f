"""Exact match and F1 of answers, as SQuAD defines them, with the spelling of Persian evened out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

_SAME = str.maketrans("يكى۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "یکی01234567890123456789")


def words_of(text: str) -> list[str]:
    """The words of a text without punctuation, composed, with one spelling of yeh, kaf, digits and ZWNJ."""
    text = unicodedata.normalize("NFC", text).translate(_SAME).replace("\u200c", " ")
    return re.sub(r"[^\w\s\u0654]", " ", text).split()


def exact_match(answer: str, accepted: Sequence[str]) -> float:
    """1.0 if the answer equals an accepted one; without accepted ones the right answer is ""."""
    return max(float(words_of(answer) == words_of(gold)) for gold in accepted or [""])


def f1(answer: str, accepted: Sequence[str]) -> float:
    """The best word overlap of the answer with an accepted one; without accepted ones the right answer is ""."""
    return max(_f1(words_of(answer), words_of(gold)) for gold in accepted or [""])


def _f1(answer: list[str], gold: list[str]) -> float:
    if not answer or not gold:
        return float(answer == gold)
    common = (Counter(answer) & Counter(gold)).total()
    return 2 * common / (len(answer) + len(gold))


def mean_scores(pairs: Iterable[tuple[str, Sequence[str]]]) -> tuple[float, float]:
    """Mean exact match and mean F1 of (answer, accepted answers)."""
    pairs = list(pairs)
    exact = sum(exact_match(answer, accepted) for answer, accepted in pairs) / len(pairs)
    return exact, sum(f1(answer, accepted) for answer, accepted in pairs) / len(pairs)
