"""Plants the oddities of the real FarsTail files in a small share of the sample's texts."""

import unicodedata
from collections import Counter
from collections.abc import Callable
from random import Random

from course.kit.data import Row

PREMISES = 0.045
HYPOTHESES = 0.045

_ARABIC_INDIC = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")
_ARABIC_LETTERS = str.maketrans("یک", "يك")


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


QUIRKS: dict[str, tuple[int, Callable[[str], str]]] = {
    "ZWNJ written as a blank": (6, lambda text: text.replace("\u200c", " ")),
    "Arabic-Indic digits": (16, lambda text: text.translate(_ARABIC_INDIC)),
    "blank before or after": (4, lambda text: f" {text} "),
    "word in quotation marks": (3, _quoted),
    "Arabic yeh and kaf": (2, lambda text: text.translate(_ARABIC_LETTERS)),
    "alef maksura": (2, _maksura),
    "U+200F": (2, lambda text: text.replace(" ", " \u200f", 1)),
    "tatweel": (1, _tatweel),
    "not in NFC": (2, lambda text: unicodedata.normalize("NFD", text)),
}


def plant(rng: Random, triples: list[list[Row]], planted: Counter[str]) -> list[Row]:
    """The rows of the triples, some texts with one oddity; a premise has it in all of its rows.

    `planted` counts the texts by oddity, and under "rows" the rows with any.
    """
    rows = []
    for triple in triples:
        premise = _spoil(rng, triple[0]["premise"], PREMISES, planted)
        for row in triple:
            hypothesis = _spoil(rng, row["hypothesis"], HYPOTHESES, planted)
            planted["rows"] += premise != row["premise"] or hypothesis != row["hypothesis"]
            rows.append({"premise": premise, "hypothesis": hypothesis, "label": row["label"]})
    return rows


def _spoil(rng: Random, text: str, share: float, planted: Counter[str]) -> str:
    if rng.random() >= share:
        return text
    changed = {name: change(text) for name, (_, change) in QUIRKS.items() if change(text) != text}
    name = rng.choices(list(changed), [QUIRKS[name][0] for name in changed])[0]
    planted[name] += 1
    return changed[name]
