"""Plants the oddities of real running text in a small share of the training paragraphs."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable
from random import Random

SHARE = 0.14
REPEATED = 0.02
HEADING = 0.1
HEADINGS = {"fa": "فصل {}", "en": "CHAPTER {}"}

_PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"


def _digits(text: str) -> str:
    changed = [
        str(_PERSIAN_DIGITS.index(letter)) if letter in _PERSIAN_DIGITS and index % 2 == 0 else letter
        for index, letter in enumerate(text)
    ]
    return "".join(changed)


def _tatweel(text: str) -> str:
    for joined in ("با", "بر", "سا", "کر"):
        if joined in text:
            return text.replace(joined, joined[0] + "ـ" + joined[1], 1)
    return text


def _curly(text: str) -> str:
    return text.replace(' "', " “").replace('"', "”").replace("'", "’")


QUIRKS: dict[str, dict[str, tuple[int, Callable[[str], str]]]] = {
    "fa": {
        "Arabic yeh and kaf": (5, lambda text: text.translate(str.maketrans("یک", "يك"))),
        "not in NFC": (5, lambda text: unicodedata.normalize("NFD", text)),
        "ZWNJ written as a blank": (5, lambda text: text.replace("\u200c", " ")),
        "ZWNJ left out": (3, lambda text: text.replace("\u200c", "")),
        "tatweel": (3, _tatweel),
        "ASCII digits among Persian ones": (30, _digits),
    },
    "en": {
        "curly quotation marks": (6, _curly),
        "two blanks between sentences": (3, lambda text: text.replace(". ", ".  ")),
        "words _in italics_": (
            2,
            lambda text: text.replace(" very ", " _very_ ").replace(" the ", " _the_ ", 1),
        ),
    },
}


def plant(rng: Random, documents: list[list[str]], language: str) -> tuple[list[list[str]], Counter[str]]:
    """The documents with some paragraphs spoiled, repeated or headed, and how often each quirk was planted."""
    planted: Counter[str] = Counter()
    spoiled = []
    for number, paragraphs in enumerate(documents, start=1):
        changed = [_spoil(rng, paragraph, language, planted) for paragraph in paragraphs]
        if rng.random() < HEADING:
            planted["heading line"] += 1
            digits = str.maketrans("0123456789", _PERSIAN_DIGITS)
            heading = HEADINGS[language].format(number)
            changed.insert(0, heading.translate(digits) if language == "fa" else heading)
        spoiled.append(changed)
    for _ in range(round(REPEATED * sum(map(len, documents)))):
        source, target = rng.sample(spoiled, 2)
        planted["paragraph repeated in another document"] += 1
        target.append(source[-1])
    return spoiled, planted


def _spoil(rng: Random, text: str, language: str, planted: Counter[str]) -> str:
    if rng.random() >= SHARE:
        return text
    quirks = QUIRKS[language]
    changed = {name: change(text) for name, (_, change) in quirks.items() if change(text) != text}
    if not changed:
        return text
    name = rng.choices(list(changed), [quirks[name][0] for name in changed])[0]
    planted[name] += 1
    return changed[name]
