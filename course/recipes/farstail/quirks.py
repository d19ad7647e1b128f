"""Plants the oddities of real Persian files in a small share of a sample's texts."""

import unicodedata
from collections import Counter
from collections.abc import Callable
from random import Random

from course.kit.data import Row

Quirks = dict[str, tuple[int, Callable[[str], str]]]

PREMISES = 0.045
HYPOTHESES = 0.045

_ARABIC_INDIC = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")
_ARABIC_LETTERS = str.maketrans("یک", "يك")


def zwnj_as_blank(text: str) -> str:
    """Zero-width non-joiners written as blanks."""
    return text.replace("\u200c", " ")


def arabic_indic_digits(text: str) -> str:
    """Persian digits written as Arabic-Indic ones."""
    return text.translate(_ARABIC_INDIC)


def arabic_letters(text: str) -> str:
    """Persian yeh and kaf written as the Arabic letters."""
    return text.translate(_ARABIC_LETTERS)


def outer_blanks(text: str) -> str:
    """A blank before and after."""
    return f" {text} "


def decomposed(text: str) -> str:
    """Letters with madda or hamza as two code points (NFD)."""
    return unicodedata.normalize("NFD", text)


def _maksura(text: str) -> str:
    return " ".join(word[:-1] + "ى" if word.endswith("ی") else word for word in text.split(" "))


def _tatweel(text: str) -> str:
    for joined in ("با", "بر", "سا", "کر"):
        if joined in text:
            return text.replace(joined, joined[0] + "ـ" + joined[1], 1)
    return text


def _quoted(text: str) -> str:
    first, _, rest = text.partition(" ")
    return f'"{first}" {rest}'


QUIRKS: Quirks = {
    "ZWNJ written as a blank": (6, zwnj_as_blank),
    "Arabic-Indic digits": (80, arabic_indic_digits),
    "blank before or after": (4, outer_blanks),
    "word in quotation marks": (3, _quoted),
    "Arabic yeh and kaf": (2, arabic_letters),
    "alef maksura": (2, _maksura),
    "U+200F": (2, lambda text: text.replace(" ", " \u200f", 1)),
    "tatweel": (1, _tatweel),
    "not in NFC": (2, decomposed),
}


def plant(rng: Random, triples: list[list[Row]], planted: Counter[str]) -> list[Row]:
    """The rows of the triples, some texts with one oddity; a premise has it in all of its rows.

    `planted` counts the texts by oddity, and under "rows" the rows with any.
    """
    rows = []
    for triple in triples:
        premise = spoil(rng, triple[0]["premise"], PREMISES, QUIRKS, planted)
        for row in triple:
            hypothesis = spoil(rng, row["hypothesis"], HYPOTHESES, QUIRKS, planted)
            planted["rows"] += premise != row["premise"] or hypothesis != row["hypothesis"]
            rows.append({"premise": premise, "hypothesis": hypothesis, "label": row["label"]})
    return rows


def spoil(rng: Random, text: str, share: float, quirks: Quirks, planted: Counter[str]) -> str:
    """The text, in a `share` of the calls with one of the quirks that change it, drawn by weight and counted."""
    if rng.random() >= share:
        return text
    changed = {name: change(text) for name, (_, change) in quirks.items() if change(text) != text}
    name = rng.choices(list(changed), [quirks[name][0] for name in changed])[0]
    planted[name] += 1
    return changed[name]
