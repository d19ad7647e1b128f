"""Draws labelled sentence pairs, and renders the sample of `datasets/parsinlu-entailment` bit for bit.

Most pairs come from the grammar of the FarsTail sample, in other wording and from other seeds; the core is
written by hand. The counts of rows, labels and oddities are the original's.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random

from course.recipes.farstail import grammar, quirks
from course.recipes.parsinlu_entailment import wording

Row = dict[str, str]
Spoil = Callable[[str, float], str]

CORE = Path(__file__).with_name("core.tsv")
COLUMNS = ("sent1", "sent2", "label", "source")
SEED = 1400
FILES = {"train": "train.csv", "dev": "dev.csv", "test": "test.csv"}
INDEX_VALUES = 2400
SPOILED_FIRST = 0.3
SPOILED_SECOND = 0.17


@dataclass(frozen=True)
class Plan:
    """What one split holds: rows by label, and how many of them are of each special kind."""

    labels: dict[str, int]
    core: int
    placeholders: str
    same_texts: int
    duplicates: int
    breaks: tuple[int, int]
    repeated_first: int


PLANS = {
    "train": Plan({"e": 304, "n": 245, "c": 205}, 88, "ce", 3, 3, (15, 2), 20),
    "dev": Plan({"c": 109, "n": 83, "e": 78}, 40, "", 2, 0, (9, 5), 3),
    "test": Plan({"e": 610, "c": 561, "n": 502}, 88, "", 6, 15, (36, 11), 100),
}
SHARED_PAIRS = {("train", "dev"): 5, ("train", "test"): 9, ("dev", "test"): 4}
SHARED_FIRST = {("train", "dev"): 15, ("train", "test"): 106, ("dev", "test"): 36}


def _ascii_digits(text: str) -> str:
    return text.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))


def _change_a_blank(rng: Random, text: str, blank: str) -> str:
    gaps = [gap.start() for gap in re.finditer(r"(?<=\S) (?=\S)", text)]
    at = rng.choice(gaps)
    return text[:at] + blank + text[at + 1 :]


def _quirks(rng: Random) -> quirks.Quirks:
    return {
        "ZWNJ written as a blank": (12, quirks.zwnj_as_blank),
        "ASCII digits": (20, _ascii_digits),
        "Arabic-Indic digits": (15, quirks.arabic_indic_digits),
        "Arabic yeh and kaf": (8, quirks.arabic_letters),
        "Latin name": (8, wording.latin_names),
        "blank before": (2, lambda text: " " + text),
        "blank after": (6, lambda text: text + " "),
        "double blank": (4, partial(_change_a_blank, rng, blank="  ")),
        "not in NFC": (3, quirks.decomposed),
    }


@dataclass
class First:
    """A first sentence as the files hold it, with the situation that the grammar draws second ones from."""

    text: str
    source: str
    situation: grammar.Situation | None = None


@dataclass
class Pair:
    """One row under construction; `free` until another row repeats its first sentence."""

    first: First
    sent2: str
    label: str
    free: bool = True


def draw_rows(seed: int, count: int) -> list[Row]:
    """Fresh labelled pairs in clean text, the labels drawn alike, with the columns of the files.

    No file holds them, and no seed here gives the rows of the sample.
    """
    rng = Random(f"parsinlu hidden {seed}")
    rows = []
    for index in range(count):
        first = _draw_first(rng)
        label = "enc"[index % 3]
        rows.append(_row(Pair(first, _draw_second(rng, first, label), label)))
    rng.shuffle(rows)
    return rows


def read_core() -> list[Row]:
    """The pairs written by hand, in file order."""
    with CORE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def draw_sample() -> dict[str, list[Row]]:
    """The rows of each split as the files hold them."""
    rng = Random(f"parsinlu sample {SEED}")
    spoil = partial(quirks.spoil, rng, quirks=_quirks(rng), planted=Counter())
    core = read_core()
    rng.shuffle(core)
    pairs: dict[str, list[Pair]] = {}
    splits: dict[str, list[Row]] = {}
    for split, plan in PLANS.items():
        own = [_core_pair(row, spoil) for row in core[: plan.core]]
        core = core[plan.core :]
        own += [
            Pair(First("--", "translation-train"), "--", label, free=False) for label in plan.placeholders
        ]
        for other, known in pairs.items():
            own += _shared(rng, known, (other, split), spoil)
        own += _same_texts(rng, plan, spoil)
        own += _filling(rng, plan, Counter(pair.label for pair in own), spoil)
        _break_lines(rng, own, plan)
        own += _unlabelled(rng, split)
        rng.shuffle(own)
        pairs[split] = own
        splits[split] = [{"": str(rng.randrange(INDEX_VALUES)), **_row(pair)} for pair in own]
    return splits


def render() -> dict[str, bytes]:
    """The content of each file of the sample."""
    contents = {}
    for split, rows in draw_sample().items():
        text = io.StringIO()
        writer = csv.DictWriter(text, ["", *COLUMNS], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        contents[FILES[split]] = text.getvalue().encode("utf-8")
    return contents


def _row(pair: Pair) -> Row:
    return {"sent1": pair.first.text, "sent2": pair.sent2, "label": pair.label, "source": pair.first.source}


def _draw_first(rng: Random) -> First:
    situation, source = grammar.draw_situation(rng), wording.draw_source(rng)
    text = wording.first(rng, grammar.sentence(grammar.premise(rng, situation)), source)
    return First(text, source, situation)


def _draw_second(rng: Random, first: First, label: str) -> str:
    assert first.situation is not None
    return wording.second(rng, grammar.sentence(grammar.hypothesis(rng, first.situation, label)))


def _core_pair(row: Row, spoil: Spoil) -> Pair:
    first = First(spoil(row["sent1"], SPOILED_FIRST), row["source"])
    return Pair(first, spoil(row["sent2"], SPOILED_SECOND), row["label"], free=False)


def _new_pair(rng: Random, label: str, spoil: Spoil) -> Pair:
    first = _draw_first(rng)
    first.text = spoil(first.text, SPOILED_FIRST)
    return Pair(first, spoil(_draw_second(rng, first, label), SPOILED_SECOND), label)


def _second_use(rng: Random, pair: Pair, label: str, spoil: Spoil) -> Pair:
    """Another row with the first sentence of `pair`."""
    sent2 = pair.sent2
    while sent2 == pair.sent2:
        sent2 = spoil(_draw_second(rng, pair.first, label), SPOILED_SECOND)
    return Pair(pair.first, sent2, label, free=False)


def _repeat(rng: Random, pairs: list[Pair], count: int) -> list[Pair]:
    """Pairs of the grammar whose first sentence no other row has yet; they are not handed out again."""
    chosen = rng.sample([pair for pair in pairs if pair.free], count)
    for pair in chosen:
        pair.free = False
    return chosen


def _shared(rng: Random, pairs: list[Pair], splits: tuple[str, str], spoil: Spoil) -> list[Pair]:
    whole, firsts = SHARED_PAIRS[splits], SHARED_FIRST[splits]
    repeated = _repeat(rng, pairs, whole + firsts)
    others = [_second_use(rng, pair, rng.choice("enc"), spoil) for pair in repeated[whole:]]
    return [replace(pair) for pair in repeated[:whole]] + others


def _same_texts(rng: Random, plan: Plan, spoil: Spoil) -> list[Pair]:
    pairs = [_new_pair(rng, "e", spoil) for _ in range(plan.same_texts)]
    return [replace(pair, sent2=pair.first.text, free=False) for pair in pairs]


def _filling(rng: Random, plan: Plan, used: Counter[str], spoil: Spoil) -> list[Pair]:
    """The rows still missing by label: new pairs, second uses of a first sentence, copies, one relabelled copy."""
    labels = list((Counter(plan.labels) - used).elements())
    rng.shuffle(labels)
    relabelled = 0 if plan.placeholders else 1
    count = len(labels) - plan.repeated_first - plan.duplicates - relabelled
    pairs = [_new_pair(rng, label, spoil) for label in labels[:count]]
    again = labels[count : count + plan.repeated_first]
    pairs += [
        _second_use(rng, pair, label, spoil)
        for label, pair in zip(again, _repeat(rng, pairs, len(again)), strict=True)
    ]
    copied = labels[count + plan.repeated_first :]
    for label in copied[: plan.duplicates]:
        pairs.append(replace(*_repeat(rng, [pair for pair in pairs if pair.label == label], 1)))
    for label in copied[plan.duplicates :]:
        [pair] = _repeat(rng, [pair for pair in pairs if pair.label != label], 1)
        pairs.append(replace(pair, label=label))
    return pairs


def _break_lines(rng: Random, pairs: list[Pair], plan: Plan) -> None:
    in_first, in_second = plan.breaks
    for pair in _repeat(rng, pairs, in_first):
        pair.first.text = _change_a_blank(rng, pair.first.text, "\n")
    for pair in _repeat(rng, pairs, in_second):
        pair.sent2 = _change_a_blank(rng, pair.sent2, "\n")


def _unlabelled(rng: Random, split: str) -> list[Pair]:
    if split == "train":
        return [Pair(First("xx", "natural-miras"), "xx", "xx", free=False)]
    if split == "test":
        firsts = [replace(_draw_first(rng), source="translation-dev") for _ in range(2)]
        return [Pair(first, _draw_second(rng, first, "n"), "-", free=False) for first in firsts]
    return []
