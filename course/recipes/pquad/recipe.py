"""Draws fresh rows of the PQuAD sample, and builds its files with the quirks of the original planted."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from course.recipes.pquad import grammar
from course.recipes.pquad.quirks import plant

SEED = 20231
FILES = {"train": "Train.json", "validation": "Validation.json", "test": "Test.json"}
QUESTIONS = {"train": 1500, "validation": 250, "test": 250}
PER_PARAGRAPH = 5
PER_FRESH_PARAGRAPH = 4
TRIES = 40


@dataclass
class Qas:
    """A question about a paragraph; answers are texts with their starts in the context, in characters."""

    question: str
    answers: list[tuple[str, int]]
    kind: str = ""


@dataclass
class Passage:
    """A paragraph with its questions."""

    context: str
    qas: list[Qas]


@dataclass
class Article:
    """Paragraphs under one title."""

    title: str
    passages: list[Passage] = field(default_factory=list)


def draw_rows(seed: int, count: int) -> list[dict[str, Any]]:
    """`count` fresh rows id, title, context, question, answers (text and answer_start lists; empty: unanswerable).

    Clean text in Unicode's composed form; four questions a paragraph; about a quarter has no answer. No context is
    one of the sample's.
    """
    rng = Random(f"pquad fresh {seed}")
    known = _sample_contexts()
    rows: list[dict[str, Any]] = []
    while len(rows) < count:
        paragraph = grammar.draw_paragraph(rng)
        if paragraph.context in known:
            continue
        for question in _questions(rng, paragraph, PER_FRESH_PARAGRAPH, several=True):
            rows.append(_row(f"{seed}-{len(rows)}", paragraph.subject, paragraph.context, question))
    return rows[:count]


def _row(name: str, title: str, context: str, qas: Qas) -> dict[str, Any]:
    answers = {"text": [text for text, _ in qas.answers], "answer_start": [start for _, start in qas.answers]}
    return {"id": name, "title": title, "context": context, "question": qas.question, "answers": answers}


def _questions(rng: Random, paragraph: grammar.Paragraph, count: int, *, several: bool) -> list[Qas]:
    found: dict[str, Qas] = {}
    for _ in range(TRIES):
        question = grammar.draw_question(rng, paragraph, several=several)
        found.setdefault(question.text, Qas(question.text, list(question.answers), question.kind))
        if len(found) == count:
            break
    return list(found.values())


def read_core() -> list[Article]:
    """The articles written by hand.

    Raises:
        ValueError: an answer is not in its paragraph, or several times without a mark that says which is meant.
    """
    text = Path(__file__).with_name("core.txt").read_text(encoding="utf-8")
    articles = []
    for block in re.split(r"^# ", text, flags=re.M)[1:]:
        title, *lines = block.strip().splitlines()
        article = Article(title.strip())
        for line in filter(None, lines):
            if line.startswith("? "):
                article.passages[-1].qas.append(Qas(line[2:], []))
            elif line.startswith("= "):
                passage = article.passages[-1]
                passage.qas[-1].answers = [
                    _place(passage.context, answer) for answer in line[2:].split(" | ")
                ]
            else:
                article.passages.append(Passage(line, []))
        articles.append(article)
    return articles


def _place(context: str, marked: str) -> tuple[str, int]:
    """An answer and its start; "answer @2" means its second occurrence."""
    answer, mark, number = marked.partition(" @")
    starts = [match.start() for match in re.finditer(re.escape(answer), context)]
    if not starts or (len(starts) > 1 and not mark):
        raise ValueError(f"{answer!r} stands {len(starts)} times in {context!r}")
    return answer, starts[int(number or 1) - 1]


@cache
def draw_sample() -> tuple[dict[str, list[Article]], Counter[str]]:
    """The three splits with their quirks, and how many of each quirk were planted."""
    rng = Random(SEED)
    splits: dict[str, list[Article]] = {split: [] for split in FILES}
    used: set[str] = set()
    for index, article in enumerate(read_core()):
        split = {5: "validation", 6: "test"}.get(index % 7, "train")
        splits[split].append(article)
    for split, articles in splits.items():
        if split == "train":
            # As in PQuAD, further answers are given for validation and test alone.
            for qas in (qas for article in articles for passage in article.passages for qas in passage.qas):
                del qas.answers[1:]
        missing = QUESTIONS[split] - _count(articles)
        articles.extend(_drawn(rng, missing, used, several=split != "train"))
        rng.shuffle(articles)
    return splits, plant(rng, splits)


def _drawn(rng: Random, count: int, used: set[str], *, several: bool) -> list[Article]:
    """Articles with `count` questions about things that no earlier split names; adds their names to `used`."""
    articles: list[Article] = []
    names: set[str] = set()
    while (missing := count - _count(articles)) > 0:
        domain = rng.choice(grammar.domains())
        subject = grammar.draw_name(rng, domain)
        if subject in used | names:
            continue
        article, told = Article(subject), frozenset[str]()
        while missing > 0 and len(article.passages) < rng.choice((1, 1, 2)):
            paragraph = grammar.draw_paragraph(rng, domain, subject, told)
            if paragraph.other in used:
                continue
            names |= {subject, paragraph.other}
            told |= {told.fact.name for told in paragraph.told if told.entity == subject}
            qas = _questions(rng, paragraph, min(PER_PARAGRAPH, missing), several=several)
            article.passages.append(Passage(paragraph.context, qas))
            missing -= len(qas)
            if len(domain.facts) - len(told) < max(grammar.MAIN_FACTS):
                break
        articles.append(article)
    used |= names - {""}
    return articles


def _count(articles: list[Article]) -> int:
    return sum(len(passage.qas) for article in articles for passage in article.passages)


@cache
def _sample_contexts() -> frozenset[str]:
    splits, _ = draw_sample()
    return frozenset(
        passage.context.strip()
        for articles in splits.values()
        for article in articles
        for passage in article.passages
    )


def render() -> dict[str, bytes]:
    """The sample's files: path relative to `datasets/pquad/` and content."""
    splits, _ = draw_sample()
    return {name: _file(splits[split], 1 + index) for index, (split, name) in enumerate(FILES.items())}


def _file(articles: list[Article], number: int) -> bytes:
    data = [
        {
            "title": article.title,
            "paragraphs": [
                {
                    "qas": [
                        {
                            "question": qas.question,
                            "id": f"{number}{one:03d}{two}{three:02d}",
                            "answers": [{"text": text, "answer_start": start} for text, start in qas.answers],
                            "is_impossible": not qas.answers,
                        }
                        for three, qas in enumerate(passage.qas)
                    ],
                    "context": passage.context,
                }
                for two, passage in enumerate(article.passages)
            ],
        }
        for one, article in enumerate(articles)
    ]
    return json.dumps({"version": "c1", "data": data}, ensure_ascii=False).encode()


def rows_of(content: bytes) -> Iterator[dict[str, Any]]:
    """The flat rows of a file in the release's format."""
    for article in json.loads(content)["data"]:
        for passage in article["paragraphs"]:
            for qas in passage["qas"]:
                answers = [(answer["text"], answer["answer_start"]) for answer in qas["answers"]]
                yield _row(qas["id"], article["title"], passage["context"], Qas(qas["question"], answers))
