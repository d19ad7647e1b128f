"""A compositional grammar of Persian sentences about small events, for unlabelled pairs and labelled triples.

A premise states four slots of an event and leaves the others open. A hypothesis repeats the event with one or
two slots. What it says about them, and nothing else, makes the label: stated so (e), not stated (n), stated
otherwise (c). Both sentences are taken to tell of one event, as in SNLI. Kinds, values, wording, negation and
length of a hypothesis are drawn alike for the three labels.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from course.recipes.farstail.words import (
    GENERAL_VERBS,
    NAMES,
    OBJECTS,
    PROFESSIONS,
    SLOTS,
    SYNONYMS,
    VERBS,
    ObjectClass,
)

STATED = 4
SECOND_EVENT = 0.25
NEGATED = 0.08
STATEMENT = 0.2
TWO_SLOTS = 0.3
SYNONYM = 0.3
HYPERNYM = 0.15
SOMEONE = 0.12
CHANGED_VERB = 0.08
CHANGED_THING = 0.12
BORROWED = 0.35
SEVERAL = 0.4
BOUND_SLOTS = ("colour", "number", "place", "companion", "recipient", "manner")
PHRASE_ORDER = ("day", "month", "part", "weather", "city", "place", "companion", "recipient", "manner")


@dataclass(frozen=True)
class Part:
    """A piece of a sentence; `kind` names the word list its text comes from, so that it can be swapped."""

    text: str
    kind: str = ""


@dataclass(frozen=True)
class Event:
    """Who did what to which thing, with the slots that are stated about it."""

    actor: str
    verb: str
    things: ObjectClass
    thing: str
    slots: dict[str, str]


@dataclass(frozen=True)
class Situation:
    """A main event and, in some premises, a second one beside it."""

    main: Event
    second: Event | None
    open_slots: tuple[str, ...]


def draw_situation(rng: Random) -> Situation:
    """A random situation; the slots it states are a uniform choice among those its verb and thing allow."""
    things, verb = _draw_act(rng)
    allowed = [slot for slot in SLOTS if slot not in VERBS[verb].without | things.without]
    stated = rng.sample(allowed, STATED)
    actor = _draw_actor(rng)
    main = Event(
        actor, verb, things, rng.choice(things.things), {slot: rng.choice(SLOTS[slot]) for slot in stated}
    )
    second = _draw_second(rng, main) if rng.random() < SECOND_EVENT else None
    return Situation(main, second, tuple(slot for slot in allowed if slot not in stated))


def _draw_act(rng: Random) -> tuple[ObjectClass, str]:
    things = rng.choice(OBJECTS)
    return things, rng.choice(GENERAL_VERBS + 2 * things.verbs)


def _draw_actor(rng: Random) -> str:
    return rng.choice(NAMES if rng.random() < 0.6 else PROFESSIONS)


def _draw_second(rng: Random, main: Event) -> Event:
    while True:
        things, verb = _draw_act(rng)
        actor = _draw_actor(rng)
        if things != main.things and verb != main.verb and actor != main.actor:
            break
    allowed = [slot for slot in BOUND_SLOTS if slot not in VERBS[verb].without | things.without]
    slots = {
        slot: rng.choice([value for value in SLOTS[slot] if value != main.slots.get(slot)])
        for slot in rng.sample(allowed, rng.choice((1, 2)))
    }
    return Event(actor, verb, things, rng.choice(things.things), slots)


def premise(rng: Random, situation: Situation) -> list[Part]:
    """The premise in one to three clauses: the main event, facts told apart, the second event."""
    main = situation.main
    apart = [slot for slot in ("weather", "part", "manner") if slot in main.slots and rng.random() < 0.35][:1]
    told = {slot: value for slot, value in main.slots.items() if slot not in apart}
    told = {slot: _reword(rng, value) for slot, value in told.items()}
    clauses = [event_clause(rng, main, told, main.thing)]
    for slot in apart:
        clause = statement(main, slot, Part(_reword(rng, main.slots[slot]), slot), negated=False)
        clauses.insert(0 if slot != "manner" and rng.random() < 0.5 else 1, clause)
    if situation.second is not None:
        clauses.append(event_clause(rng, situation.second, situation.second.slots, situation.second.thing))
    parts = list(clauses[0])
    for index, clause in enumerate(clauses[1:], start=1):
        last = index == len(clauses) - 1
        parts += [Part("و") if last else Part("،"), *clause]
    return [*parts, Part(".")]


def event_clause(
    rng: Random,
    event: Event,
    slots: dict[str, str],
    thing: str,
    verb: str | None = None,
    actor: str | None = None,
) -> list[Part]:
    """The event as one clause with the given slots, the actor before or after the slots of time.

    `thing`, `verb` and `actor` are named in place of the event's own; a verb may give way to its synonym.
    """
    time = [part for slot in PHRASE_ORDER[:4] if slot in slots for part in _phrase(rng, slot, slots[slot])]
    rest = [part for slot in PHRASE_ORDER[4:] if slot in slots for part in _phrase(rng, slot, slots[slot])]
    who = Part(actor or event.actor, "actor")
    what = [Part(thing, "thing")]
    if "number" in slots:
        what[:0] = [Part(slots["number"], "number"), Part("عدد")]
    elif rng.random() < SEVERAL:
        what.insert(0, Part("چند"))
    if "colour" in slots:
        what += [Part("به رنگ"), Part(slots["colour"], "colour")]
    begin = [*time, who] if rng.random() < 0.5 else [who, *time]
    done = verb or event.verb
    synonym = VERBS[done].synonym
    return [*begin, *rest, *what, Part(synonym if synonym and rng.random() < SYNONYM else done, "verb")]


def _phrase(rng: Random, slot: str, value: str) -> list[Part]:
    before = {
        "day": ("روز", "در روز"),
        "month": ("در ماه", "ماه"),
        "part": ("هنگام", "در هنگام", "به وقت"),
        "weather": ("در هوای",),
        "city": ("در شهر", "در"),
        "place": ("در", "داخل"),
        "companion": ("همراه", "به همراه", "در کنار"),
        "recipient": ("برای", "به خاطر"),
        "manner": ("با",),
    }[slot]
    return [Part(rng.choice(before)), Part(value, slot)]


def statement(event: Event, slot: str, value: Part, negated: bool) -> list[Part]:
    """One slot of an event told in a sentence of its own, affirmed or denied."""
    actor, thing, was = (
        Part(event.actor, "actor"),
        Part(event.thing, "thing"),
        Part("نبود" if negated else "بود", "was"),
    )
    things = Part(event.thing + "‌ها", "things")
    done = Part("انجام نشد" if negated else "انجام شد", "done")
    return {
        "colour": [Part("رنگ"), thing, value, was],
        "number": [Part("تعداد"), things, value, Part("عدد"), was],
        "place": [actor, Part("در"), value, was],
        "city": [actor, Part("در شهر"), value, was],
        "day": [Part("آن روز"), value, was],
        "part": [Part("آن هنگام"), value, was],
        "month": [Part("آن ماه"), value, was],
        "companion": [actor, Part("همراه"), value, was],
        "recipient": [thing, Part("برای"), value, was],
        "weather": [Part("هوا"), value, was],
        "manner": [Part("کار"), actor, Part("با"), value, done],
    }[slot]


def hypothesis(rng: Random, situation: Situation, label: str) -> list[Part]:
    """A sentence about the main event that is entailed (e), open (n) or contradicted (c) by the premise."""
    main, second = situation.main, situation.second
    stated = list(main.slots)
    if rng.random() < STATEMENT:
        slot = rng.choice(situation.open_slots if label == "n" else stated)
        negated = rng.random() < NEGATED / STATEMENT
        value = main.slots.get(slot) or _open_value(rng, second, slot)
        if label != "n" and negated == (label == "e"):
            value = _other_value(rng, main, second, slot)
        return [*statement(main, slot, Part(_reword(rng, value), slot), negated), Part(".")]
    chosen = rng.sample(stated, 2 if rng.random() < TWO_SLOTS else 1)
    slots = {slot: main.slots[slot] for slot in chosen}
    verb, thing = main.verb, main.thing
    how = rng.random()
    if label == "n":
        slot = rng.choice(situation.open_slots)
        slots = {**{kept: slots[kept] for kept in chosen[1:]}, slot: _open_value(rng, second, slot)}
    elif label == "c":
        opposite = VERBS[verb].opposite
        if how < CHANGED_THING:
            thing = rng.choice([other for other in main.things.things if other != thing])
        elif how < CHANGED_THING + CHANGED_VERB and opposite:
            verb = opposite
        else:
            slots[chosen[0]] = _other_value(rng, main, second, chosen[0])
    if thing == main.thing and rng.random() < HYPERNYM:
        thing = main.things.hypernym
    told = {slot: _reword(rng, value) for slot, value in slots.items()}
    actor = "یک نفر" if rng.random() < SOMEONE else main.actor
    return [*event_clause(rng, main, told, thing, verb, actor), Part(".")]


def continuation(rng: Random, situation: Situation) -> list[Part]:
    """A sentence that could follow the premise in a text: it repeats part and may add something open."""
    return hypothesis(rng, situation, "n" if rng.random() < 0.55 else "e")


def _open_value(rng: Random, second: Event | None, slot: str) -> str:
    if second is not None and slot in second.slots and rng.random() < BORROWED:
        return second.slots[slot]
    return rng.choice(SLOTS[slot])


def _other_value(rng: Random, main: Event, second: Event | None, slot: str) -> str:
    if second is not None and slot in second.slots and rng.random() < BORROWED:
        return second.slots[slot]
    return rng.choice([value for value in SLOTS[slot] if value != main.slots[slot]])


def _reword(rng: Random, value: str) -> str:
    return SYNONYMS[value] if value in SYNONYMS and rng.random() < SYNONYM else value


def sentence(parts: list[Part]) -> str:
    """The parts as text: blanks between words, none before a full stop or comma."""
    return " ".join(part.text for part in parts).replace(" .", ".").replace(" ،", "،")


def draw_triple(rng: Random) -> list[dict[str, str]]:
    """One premise with three hypotheses, one of each label, in random order."""
    situation = draw_situation(rng)
    text = sentence(premise(rng, situation))
    rows = [
        {"premise": text, "hypothesis": sentence(hypothesis(rng, situation, label)), "label": label}
        for label in "enc"
    ]
    rng.shuffle(rows)
    return rows
