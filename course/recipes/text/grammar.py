"""A bilingual grammar of small coherent paragraphs: scenes whose people, places and things stay the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random

from course.recipes.text.lexicon import FOLDER, english_plural, ezafe, join

OPTIONAL = 0.6
VARIED = 0.5
QUALIFIED = 0.35
OPENED = 0.3
SHARED = ("p", "q")
DOMAINS = ("general", "cooking")
THINGS = ("lost", "electric", "wheeled", "spot", "goods_any")
NAMES = ("woman", "man", "city", "river")
_SLOT = re.compile(r"\{(\w+)(?:\.(\w+))?\}")
_PRONOUNS = {
    "woman": {"he": "she", "him": "her", "his": "her"},
    "man": {"he": "he", "him": "him", "his": "his"},
}


@dataclass(frozen=True)
class Filler:
    """A word or phrase in both languages; `kind` is the list it comes from."""

    fa: str
    en: str
    kind: str


@dataclass(frozen=True)
class Step:
    """One sentence of a scene: wordings to choose from, each as (Persian, English), perhaps left out."""

    wordings: tuple[tuple[str, str], ...]
    optional: bool


@dataclass(frozen=True)
class Scene:
    """A paragraph: its casts (the variables with the lists they are drawn from), and its steps in order of time."""

    name: str
    casts: tuple[dict[str, str], ...]
    steps: tuple[Step, ...]
    joined: bool


@dataclass(frozen=True)
class Paragraph:
    """The sentences of a paragraph in both languages, with the marks that tagging needs."""

    fa: tuple[str, ...]
    en: tuple[str, ...]


Document = list[Paragraph]


@cache
def _fillers() -> dict[str, tuple[Filler, ...]]:
    lists: dict[str, list[Filler]] = {}
    kind = ""
    for line in (FOLDER / "fillers.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line:
            fa, _, en = line.partition(" = ")
            lists.setdefault(kind, []).append(Filler(fa, en, kind))
    lists["person"] = lists["woman"] + lists["man"]
    return {kind: tuple(fillers) for kind, fillers in lists.items()}


@cache
def scenes(domain: str) -> tuple[Scene, ...]:
    """The scenes of a domain, "general" or "cooking", in file order.

    In a file `= name` begins a scene (`== name` one that a document may join to others about the same people),
    `@` lists its variables (several such lines: several casts), `-` begins a step, `?` one that may be left out,
    `|` another wording of the step.
    """
    found = []
    for block in (FOLDER / f"scenes_{domain}.txt").read_text(encoding="utf-8").strip().split("\n\n"):
        head, *lines = block.split("\n")
        steps: list[tuple[bool, list[tuple[str, str]]]] = []
        casts = [dict(item.split(":") for item in line[2:].split()) for line in lines if line[0] == "@"]
        for line in lines[len(casts) :]:
            fa, _, en = line[2:].partition(" || ")
            if line[0] != "|":
                steps.append((line[0] == "?", []))
            steps[-1][1].append((fa, en))
        found.append(
            Scene(
                head.strip("= "),
                tuple(casts),
                tuple(Step(tuple(wordings), optional) for optional, wordings in steps),
                head.startswith("=="),
            )
        )
    return tuple(found)


def draw_document(rng: Random, domain: str) -> Document:
    """One to three paragraphs; where there are several they are about the same people."""
    known: dict[str, Filler] = {}
    first = rng.choice(scenes(domain))
    if not first.joined:
        return [_draw_paragraph(rng, first, known)]
    others = [scene for scene in scenes(domain) if scene.joined and scene is not first]
    chosen = [first, *rng.sample(others, min(len(others), rng.choice((0, 1, 1, 2))))]
    return [_draw_paragraph(rng, scene, known) for scene in chosen]


def _draw_paragraph(rng: Random, scene: Scene, known: dict[str, Filler]) -> Paragraph:
    bound: dict[str, Filler] = {}
    for name, kind in rng.choice(scene.casts).items():
        used = [*bound.values(), *known.values()]
        free = [filler for filler in _fillers()[kind] if filler not in used]
        bound[name] = known.get(name) or _qualify(rng, rng.choice(free))
        if name in SHARED:
            known[name] = bound[name]
    pairs = [
        rng.choice(step.wordings) for step in scene.steps if not step.optional or rng.random() < OPTIONAL
    ]
    if scene.joined:
        pairs = [pairs[0], *(_open(rng, pair) for pair in pairs[1:])]
    return Paragraph(
        tuple(_fill(_vary(rng, fa), bound, _persian) for fa, _ in pairs),
        tuple(_capital(_fill(_vary(rng, en), bound, _english)) for _, en in pairs),
    )


@cache
def _variants() -> dict[str, tuple[str, ...]]:
    """Each word of `variants.txt` with the other words that may stand in its place."""
    lines = (FOLDER / "variants.txt").read_text(encoding="utf-8").splitlines()
    groups = [line.split(" = ") for line in lines]
    return {word: tuple(others) for word, *others in groups}


def _vary(rng: Random, template: str) -> str:
    """The template with some of its own words replaced by words of the same meaning."""
    words = []
    for word in template.split(" "):
        core = word.rstrip("،.؛:;,")
        others = _variants().get(core)
        varied = others is not None and rng.random() < VARIED
        words.append(rng.choice(others) + word[len(core) :] if others and varied else word)
    return " ".join(words)


def _qualify(rng: Random, filler: Filler) -> Filler:
    """A thing in some draws with an adjective, which it then keeps through the paragraph."""
    if filler.kind not in THINGS or " " in filler.fa or rng.random() >= QUALIFIED:
        return filler
    quality = rng.choice(_fillers()["quality"])
    return Filler(f"{ezafe(filler.fa)} {quality.fa}", f"{quality.en} {filler.en}", filler.kind)


def _open(rng: Random, pair: tuple[str, str]) -> tuple[str, str]:
    """The sentence, if it begins with a person, in some draws with an opening such as "That day,"."""
    if not pair[0].startswith("{p}") or not pair[1].startswith("{p}") or rng.random() >= OPENED:
        return pair
    opening = rng.choice(_fillers()["opening"])
    return f"{opening.fa} {pair[0]}", f"{opening.en} {pair[1]}"


def _fill(template: str, bound: dict[str, Filler], word: Callable[[Filler, str], str]) -> str:
    return _SLOT.sub(lambda match: word(bound[match[1]], match[2] or ""), template)


def _persian(filler: Filler, form: str) -> str:
    if filler.kind in NAMES:
        return filler.fa + "/PROPN"
    first, _, rest = filler.fa.partition(" ")
    if form == "h":
        return f"{join(first, 'های')} {rest}" if rest else join(first, "ها")
    if form == "hz":
        return f"{join(first, 'های')} {rest}".strip()
    return ezafe(filler.fa) if form == "z" else filler.fa


def _english(filler: Filler, form: str) -> str:
    if form in _PRONOUNS["woman"]:
        return _PRONOUNS[filler.kind][form] + "/PRON"
    if filler.kind in NAMES:
        return filler.en + "/PROPN"
    if form == "s":
        return english_plural(filler.en)
    if form == "a":
        return ("an " if filler.en[0] in "aeiou" else "a ") + filler.en
    return filler.en


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def names() -> list[tuple[str, str]]:
    """The names of people, cities and rivers as (Persian, English)."""
    return [(filler.fa, filler.en) for kind in NAMES for filler in _fillers()[kind]]
