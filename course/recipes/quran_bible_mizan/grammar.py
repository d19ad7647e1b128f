"""A bilingual grammar of short passages in three registers, and of texts in which one passage frames another.

A passage is one clause or two on one topic, in English and in Persian. A text quotes one passage (a saying, a letter, a
memory) inside another. Its register is that of the frame: of what stands outside the quotation marks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

REGISTERS = ("quran", "bible", "mizan")
LAYOUTS = ("quotation last", "quotation first", "quotation within")
SAME_REGISTER = 0.1
SHORT = 0.5


@dataclass(frozen=True)
class Pair:
    """The same words in English and in Persian."""

    en: str
    fa: str


@dataclass(frozen=True)
class Passage:
    """One clause or two in one register, and the neutral words that open and close them."""

    register: str
    clauses: tuple[Pair, ...]
    opener: Pair
    closer: Pair


@dataclass(frozen=True)
class Text:
    """A passage quoted in another; `speaker` and `verb` introduce the quotation and belong to the frame."""

    frame: Passage
    quoted: Passage
    layout: str
    speaker: Pair
    verb: Pair

    @property
    def swapped(self) -> Text:
        """The same words with frame and quotation exchanged."""
        return Text(self.quoted, self.frame, self.layout, self.speaker, self.verb)


@dataclass(frozen=True)
class Topic:
    """Clause templates about one topic and the words of their slots."""

    templates: tuple[Pair, ...]
    slots: dict[str, tuple[Pair, ...]]


def draw_passage(rng: Random, register: str, clauses: int) -> Passage:
    """A passage of `clauses` different clauses on one topic of `register`."""
    topic = rng.choice(topics(register))
    drawn = tuple(_filled(rng, template, topic.slots) for template in rng.sample(topic.templates, clauses))
    return open_and_close(rng, register, drawn)


def open_and_close(rng: Random, register: str, clauses: tuple[Pair, ...]) -> Passage:
    """A passage of given clauses between a drawn opening and a drawn close."""
    return Passage(register, clauses, rng.choice(shared("opener")), rng.choice(shared("closer")))


def draw_text(rng: Random, register: str) -> Text:
    """A text of `register`: nearly always the quotation is in one of the other two registers."""
    other = rng.choice([name for name in REGISTERS if name != register])
    quoted = register if rng.random() < SAME_REGISTER else other
    clauses = 1 if rng.random() < SHORT else 2
    return quote(rng, draw_passage(rng, register, clauses), draw_passage(rng, quoted, clauses))


def quote(rng: Random, frame: Passage, quoted: Passage) -> Text:
    """Quote one passage in another with a drawn layout and speaker."""
    # Only a frame of two clauses has a seam to put a quotation in.
    layout = rng.choice(LAYOUTS[: 1 + len(frame.clauses)])
    return Text(frame, quoted, layout, rng.choice(shared("speaker")), rng.choice(shared("verb")))


def passage_pair(passage: Passage) -> Pair:
    """A passage alone, as a sentence."""
    whole = _whole(passage)
    return Pair(_capital(whole.en) + ".", whole.fa + ".")


def text_pair(text: Text) -> Pair:
    """A text as it is read. The words next to quotation marks and at the seams are those that all registers share."""
    frame, quoted, speaker, verb = _whole(text.frame), _whole(text.quoted), text.speaker, text.verb
    inside = Pair(_capital(quoted.en), quoted.fa)
    told = Pair(f"and {speaker.en} {verb.en}", f"و {speaker.fa} {verb.fa}")
    if text.layout == "quotation last":
        pair = Pair(f"{frame.en}, {told.en}: “{inside.en}.”", f"{frame.fa}، {told.fa}: «{inside.fa}.»")
    elif text.layout == "quotation first":
        pair = Pair(
            f"“{inside.en},” {speaker.en} {verb.en}, and {frame.en}.",
            f"«{inside.fa}»؛ این را {speaker.fa} {verb.fa}، و {frame.fa}.",
        )
    else:
        opening, closing = _opening(text.frame), _closing(text.frame)
        pair = Pair(
            f"{opening.en}, {told.en}: “{inside.en},” and {closing.en}.",
            f"{opening.fa}، {told.fa}: «{inside.fa}»، و {closing.fa}.",
        )
    return Pair(_capital(pair.en), pair.fa)


@cache
def topics(register: str) -> tuple[Topic, ...]:
    """The topics of a register."""
    blocks = _read(f"grammar_{register}.txt").split("\n[")
    return tuple(_topic(block.splitlines()[1:]) for block in blocks)


@cache
def shared(name: str) -> tuple[Pair, ...]:
    """The openers, closers, speakers or verbs of speech, which all registers use alike."""
    return _topic(_read("shared.txt").splitlines()).slots[name]


def _topic(lines: list[str]) -> Topic:
    slots, templates = {}, []
    for line in lines:
        if line.startswith("@"):
            name, _, values = line[1:].partition(" ")
            slots[name] = tuple(Pair(*value.strip().split(" = ")) for value in values.split(" ; "))
        else:
            templates.append(Pair(*line.split(" | ")))
    return Topic(tuple(templates), slots)


def _filled(rng: Random, template: Pair, slots: dict[str, tuple[Pair, ...]]) -> Pair:
    drawn = {name: rng.choice(values) for name, values in slots.items()}
    return Pair(
        template.en.format_map({name: pair.en for name, pair in drawn.items()}),
        template.fa.format_map({name: pair.fa for name, pair in drawn.items()}),
    )


def _opening(passage: Passage) -> Pair:
    first = passage.clauses[0]
    return Pair(f"{passage.opener.en} {first.en}", f"{passage.opener.fa} {first.fa}")


def _closing(passage: Passage) -> Pair:
    last = passage.clauses[-1]
    return Pair(f"{last.en} {passage.closer.en}", f"{last.fa}، {passage.closer.fa}")


def _whole(passage: Passage) -> Pair:
    parts = [clause.en for clause in passage.clauses], [clause.fa for clause in passage.clauses]
    en, fa = ", and ".join(parts[0]), "، و ".join(parts[1])
    return Pair(
        f"{passage.opener.en} {en} {passage.closer.en}", f"{passage.opener.fa} {fa}، {passage.closer.fa}"
    )


def _capital(text: str) -> str:
    place = next(index for index, letter in enumerate(text) if letter.isalpha())
    return text[:place] + text[place].upper() + text[place + 1 :]


def _read(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8").strip()
