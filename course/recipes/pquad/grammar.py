"""A grammar of Persian paragraphs about made-up towns, rivers, books and people, with questions about them.

A paragraph tells three to six facts about its subject and, mostly, one or two about another thing of the same
sort. Each fact can be told in two wordings with few words in common; a question is mostly asked in the wording
that the paragraph does not use for its subject, and that it does use for the other thing. Word overlap alone
therefore leads to the wrong sentence. A question about a fact that is not told has no answer, although the
paragraph has values of the right kind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from course.recipes.pquad.words import FIRST_YEAR, LAST_YEAR, draw_value, persian_digits

UNANSWERABLE = 0.19
OTHER_WORDING = 0.85
ABOUT_OTHER = 0.25
JOINED = 0.15
MAIN_FACTS = (3, 3, 4, 4, 5, 6)
OTHER_FACTS = (0, 1, 1, 2)
LIFE = 66
KIND_PRESENT = 15.0
LURED = 0.5
ALIKE = 0.6
RIVALLED = 5.0
MAX_WORDS = 90
_BEFORE = ("در سال ", "سال ", "شهر ", "شرکت ", "نشر ", "انتشارات ", "رود ", "کوه ", "ماه ", "روز ")
_AFTER = re.compile(
    r" (?:نفر|متر|کیلومتر|سانتی‌متر|تومان|صفحه|دقیقه|روز|صندلی|نسخه|بلیت|کارگر|ملوان|میز|کلاس|دهانه)\b"
)


@dataclass(frozen=True)
class Wording:
    """One way to tell a fact, and the questions that ask for it in the same words; {e} and {v} are filled in."""

    statement: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """A sort of fact: the kind of its value and its wordings."""

    name: str
    kind: str
    wordings: tuple[Wording, ...]


@dataclass(frozen=True)
class Domain:
    """A sort of subject: the noun before its names, what stands for it later, and what can be told of it."""

    noun: str
    reference: str
    pool: str
    leads: tuple[str, ...]
    fillers: tuple[str, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Told:
    """A fact told in a paragraph: about whom, how, and where its value stands (in characters)."""

    entity: str
    fact: Fact
    wording: int
    value: str
    start: int


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with what it tells; `subject` and `other` are full names, `other` is "" where there is none."""

    domain: Domain
    subject: str
    other: str
    context: str
    told: tuple[Told, ...]

    def find(self, entity: str, fact: Fact) -> Told | None:
        """What the paragraph tells of a fact, if it does."""
        return next((told for told in self.told if told.entity == entity and told.fact == fact), None)


@dataclass(frozen=True)
class Question:
    """A question with its accepted answers and their starts; none where the paragraph does not give the fact."""

    text: str
    answers: tuple[tuple[str, int], ...]
    kind: str


@cache
def domains() -> tuple[Domain, ...]:
    """The domains of `wordings.txt`."""
    text = Path(__file__).with_name("wordings.txt").read_text(encoding="utf-8")
    return tuple(
        _domain(block.strip().splitlines()) for block in re.split(r"^= ", text, flags=re.M) if block.strip()
    )


def _domain(lines: list[str]) -> Domain:
    # The noun is missing where names stand alone (people).
    *noun, reference, pool = (part.strip() for part in lines[0].split("|"))
    leads = tuple(line[2:] for line in lines if line.startswith("+ "))
    fillers = tuple(line[2:] for line in lines if line.startswith("- "))
    facts, name, kind, wordings = [], "", "", []
    for line in [*lines[1:], "# end end"]:
        if line.startswith("# "):
            if wordings:
                facts.append(Fact(name, kind, tuple(wordings)))
            _, name, kind = line.split()
            wordings = []
        elif " :: " in line:
            statement, questions = line.split(" :: ")
            wordings.append(Wording(statement, tuple(questions.split(" / "))))
    return Domain(noun[0] if noun else "", reference, pool, leads, fillers, tuple(facts))


def draw_name(rng: Random, domain: Domain) -> str:
    """The full name of a made-up subject, such as "کارخانهٔ مهرگان"."""
    return f"{domain.noun} {draw_value(rng, domain.pool)}".strip()


def draw_paragraph(
    rng: Random,
    domain: Domain | None = None,
    subject: str = "",
    without: frozenset[str] = frozenset(),
    facts: Sequence[int] = MAIN_FACTS,
) -> Paragraph:
    """A random paragraph; `without` names facts that it must not tell of its subject (told elsewhere), `facts` are
    the numbers of facts to choose from."""
    domain = domain or rng.choice(domains())
    subject = subject or draw_name(rng, domain)
    while True:
        paragraph = _try_paragraph(rng, domain, subject, without, rng.choice(facts))
        values = [told.value for told in paragraph.told]
        names = (subject, paragraph.other)
        unique = all(_count(paragraph.context, value) == 1 for value in values)
        if unique and names[0] != names[1] and len(paragraph.context.split()) <= MAX_WORDS:
            return paragraph


def _count(context: str, value: str) -> int:
    return len(re.findall(rf"(?<![\w‌]){re.escape(value)}(?![\w‌])", context))


def _try_paragraph(
    rng: Random, domain: Domain, subject: str, without: frozenset[str], size: int
) -> Paragraph:
    main = _pick(rng, [fact for fact in domain.facts if fact.name not in without], size)
    count = min(rng.choice(OTHER_FACTS), size)
    other = draw_name(rng, domain) if count else ""
    plan = [(subject, fact, rng.randrange(len(fact.wordings))) for fact in main]
    shared = rng.sample(main, count)
    apart = rng.sample([fact for fact in domain.facts if fact not in main], count)
    lures = []
    for one, two in zip(shared, apart, strict=True):
        fact = one if rng.random() < LURED else two
        used = next((wording for _, told, wording in plan if told == fact), None)
        wordings = [index for index in range(len(fact.wordings)) if index != used]
        lures.append((other, fact, rng.choice(wordings)))
    # The other thing's facts stay together, anywhere among the subject's own.
    place = rng.randint(0, len(plan))
    plan[place:place] = lures
    return _write(rng, domain, subject, other, plan)


def _pick(rng: Random, facts: list[Fact], size: int) -> list[Fact]:
    """Facts of which several mostly have values of one kind, in random order."""
    picked = [rng.choice(facts)]
    while len(picked) < size:
        left = [fact for fact in facts if fact not in picked]
        kinds = {fact.kind for fact in picked}
        alike = [fact for fact in left if fact.kind in kinds]
        picked.append(rng.choice(alike if alike and rng.random() < ALIKE else left))
    rng.shuffle(picked)
    return picked


def _write(
    rng: Random, domain: Domain, subject: str, other: str, plan: list[tuple[str, Fact, int]]
) -> Paragraph:
    context = rng.choice(domain.leads).format(e=subject) + "."
    filler = rng.randrange(2 * len(plan)) if domain.fillers else -1
    told, previous, joinable = [], subject, False
    years = {
        entity: _years(rng, domain, [fact for one, fact, _ in plan if one == entity])
        for entity in (subject, other)
    }
    for index, (entity, fact, wording) in enumerate(plan):
        mention = entity
        if entity == subject and previous == subject:
            mention = rng.choice((domain.reference,) * 4 + (subject,))
        value = years[entity].get(fact.name) or draw_value(rng, fact.kind)
        before, after = fact.wordings[wording].statement.split("{v}")
        before, after = before.format(e=mention), after.format(e=mention)
        if joinable and entity == previous and rng.random() < JOINED:
            context = context[:-1] + " و "
        else:
            context += " "
        told.append(Told(entity, fact, wording, value, len(context) + len(before)))
        context += before + value + after + "."
        joinable = index != filler or entity != subject
        if not joinable:
            context += " " + rng.choice(domain.fillers) + "."
        previous = entity
    return Paragraph(domain, subject, other, context, tuple(told))


def _years(rng: Random, domain: Domain, facts: list[Fact]) -> dict[str, str]:
    """Years in the order in which the domain names its facts: nothing burns before it was built."""
    names = [fact.name for fact in domain.facts if fact.kind == "year" and fact in facts]
    first = rng.randint(FIRST_YEAR, LAST_YEAR - LIFE)
    offsets = sorted(rng.sample(range(1, LIFE), len(names)))
    return {name: persian_digits(first + offset) for name, offset in zip(names, offsets, strict=True)}


def draw_question(rng: Random, paragraph: Paragraph, *, several: bool = True) -> Question:
    """A question about a paragraph; with `several`, wider spans are accepted answers too."""
    if rng.random() < UNANSWERABLE:
        entity, fact = _untold(rng, paragraph)
        questions = rng.choice(fact.wordings).questions
        return Question(rng.choice(questions).format(e=entity), (), fact.kind)
    about_other = [told for told in paragraph.told if told.entity == paragraph.other]
    about_subject = [told for told in paragraph.told if told.entity == paragraph.subject]
    about = about_other if about_other and rng.random() < ABOUT_OTHER else about_subject
    kinds = Counter(told.fact.kind for told in paragraph.told)
    # What is asked for is mostly a value among others of its kind.
    told = rng.choices(about, [RIVALLED if kinds[told.fact.kind] > 1 else 1.0 for told in about])[0]
    question = rng.choice(told.fact.wordings[_reworded(rng, told, OTHER_WORDING)].questions)
    answers = [(told.value, told.start)]
    if several:
        answers += _wider(paragraph.context, told)
    return Question(question.format(e=told.entity), tuple(answers), told.fact.kind)


def restate(
    rng: Random, paragraph: Paragraph, other_wording: float = OTHER_WORDING
) -> tuple[str, str, Told | None]:
    """A fact told again in other words, for pretraining: the text before and after its value, and where the
    paragraph has it (None: a fact that the paragraph does not tell). No question and no label is used."""
    if rng.random() < UNANSWERABLE:
        entity, fact = _untold(rng, paragraph)
        told, wording = None, rng.choice(fact.wordings)
    else:
        told = rng.choice(paragraph.told)
        entity, wording = told.entity, told.fact.wordings[_reworded(rng, told, other_wording)]
    before, after = wording.statement.split("{v}")
    return before.format(e=entity), after.format(e=entity) + ".", told


def _reworded(rng: Random, told: Told, other_wording: float) -> int:
    if rng.random() >= other_wording:
        return told.wording
    return rng.choice([index for index in range(len(told.fact.wordings)) if index != told.wording])


def _untold(rng: Random, paragraph: Paragraph) -> tuple[str, Fact]:
    kinds = {told.fact.kind for told in paragraph.told}
    entities = [paragraph.subject] * 3 + [paragraph.other] * bool(paragraph.other)
    entity = rng.choice(entities)
    facts = [fact for fact in paragraph.domain.facts if paragraph.find(entity, fact) is None]
    if entity == paragraph.subject and paragraph.other and rng.random() < LURED:
        # What is told of the other thing alone is the hardest to leave unanswered.
        facts = [fact for fact in facts if paragraph.find(paragraph.other, fact)] or facts
    weights = [KIND_PRESENT if fact.kind in kinds else 1.0 for fact in facts]
    return entity, rng.choices(facts, weights)[0]


def _wider(context: str, told: Told) -> list[tuple[str, int]]:
    start, end = told.start, told.start + len(told.value)
    found = [
        (context[start - len(word) : end], start - len(word))
        for word in _BEFORE
        if context[:start].endswith(" " + word)
    ]
    unit = _AFTER.match(context, end)
    if unit:
        found.append((context[start : unit.end()], start))
    return found
