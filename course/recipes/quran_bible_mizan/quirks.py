"""Plants the oddities of the real set, above all the spelling that gives the bible rows away, and removes them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from random import Random

from course.kit.data import Row

TRAILING_ZWNJ = 0.25
_MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
_LETTERS = "ابپتجچحخدرزسشصطعغفقکگلمنوهی"


def normalise(text: str) -> str:
    """The text without what tells its edition: NFC, Persian kaf and yeh, no tatweel, marks or useless ZWNJ."""
    text = unicodedata.normalize("NFC", text).translate(str.maketrans("كي", "کی"))
    return re.sub(r"\u200c+(?!\w)", "", re.sub(f"[ـ{_MARKS}]", "", text))


def _arabic_kaf(rng: Random, text: str) -> str:
    return text.replace("ک", "ك")


def _trailing_zwnj(rng: Random, text: str) -> str:
    return re.sub(r"(?<=\w)(?=[ ،؛:.»])", lambda _: "\u200c" if rng.random() < TRAILING_ZWNJ else "", text)


def _diacritics(rng: Random, text: str) -> str:
    places = [index + 1 for index, letter in enumerate(text[:-1]) if letter in _LETTERS]
    for place in sorted(rng.sample(places, rng.randint(1, 4)), reverse=True):
        text = text[:place] + rng.choice("\u064e\u064f\u0650\u0651") + text[place:]
    return text


def _tatweel(rng: Random, text: str) -> str:
    return re.sub(r"(?<=[بتسشنمل])(?=[ابتنمی])", "ـ", text, count=1)


def _not_nfc(rng: Random, text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _typing_error(rng: Random, text: str) -> str:
    words = text.split(" ")
    chosen = rng.choice([index for index, word in enumerate(words) if word.isalpha() and len(word) > 3])
    word, place = words[chosen], rng.randrange(1, len(words[chosen]) - 1)
    words[chosen] = rng.choice(
        (word[:place] + word[place + 1 :], word[:place] + word[place + 1] + word[place] + word[place + 2 :])
    )
    return " ".join(words)


# Which registers have it and at which rate; those of the first line go together, as in one edition.
OLD_EDITION = (_arabic_kaf, _trailing_zwnj)
EDITION_RATE = {"bible": 0.55}
QUIRKS: dict[str, tuple[dict[str, float], Callable[[Random, str], str]]] = {
    "diacritics": ({"bible": 0.15}, _diacritics),
    "tatweel": ({"bible": 0.02}, _tatweel),
    "not in NFC": ({"bible": 0.025, "mizan": 0.005}, _not_nfc),
    "typing error": ({"mizan": 0.08}, _typing_error),
}
REPEATS = {"pair": 8, "pair in two splits": 6, "English side": 6, "Persian side": 5}


def plant(rng: Random, splits: dict[str, list[Row]], by_hand: set[str]) -> Counter[str]:
    """Spoil a share of the rows and repeat a few, in place; returns how many rows have each oddity.

    A repeated row takes the place of another of its register, but never of one whose English side is in `by_hand`.
    """
    # The rows carry their oddities along, since a repeated row has those of the first one.
    for rows in splits.values():
        for row in rows:
            row["oddities"] = _spoil(rng, row)
    planted = _repeat(rng, splits, by_hand)
    for rows in splits.values():
        for row in rows:
            planted.update(row.pop("oddities"))
    return planted


def _spoil(rng: Random, row: Row) -> tuple[str, ...]:
    register, oddities = row["category"], []
    if rng.random() < EDITION_RATE.get(register, 0):
        for change in OLD_EDITION:
            row["targets"] = change(rng, row["targets"])
        oddities.append("Arabic kaf and useless ZWNJ")
    for name, (rates, change) in QUIRKS.items():
        if rng.random() < rates.get(register, 0):
            changed = change(rng, row["targets"])
            if changed != row["targets"]:
                oddities.append(name)
            row["targets"] = changed
    return tuple(oddities)


def _repeat(rng: Random, splits: dict[str, list[Row]], by_hand: set[str]) -> Counter[str]:
    train = splits["train"]
    used = set(by_hand)
    planted: Counter[str] = Counter()
    for kind, count in REPEATS.items():
        rows = splits["test"] if kind == "pair in two splits" else train
        for _ in range(count):
            old = rng.choice([row for row in train if row["source"] not in used])
            used.add(old["source"])
            free = [row for row in rows if row["category"] == old["category"] and row["source"] not in used]
            copy = dict(old)
            if kind == "English side":
                copy["targets"] = copy["targets"].replace("، و ", " و ")
            if kind == "Persian side":
                copy["source"] = copy["source"].replace(", and ", " and ")
            used.add(copy["source"])
            rng.choice(free).update(copy)
            planted[f"repeated {kind}"] += 1
    return planted
