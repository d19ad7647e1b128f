"""Draws paragraphs, sentence pairs and tagged sentences, and renders the files of `datasets/text` bit for bit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

from course.recipes.text.grammar import DOMAINS, Document, draw_document, names
from course.recipes.text.lexicon import entries, synonyms
from course.recipes.text.quirks import plant
from course.recipes.text.tagging import conllu, plain, tag
from course.recipes.text.writing import texts

SEED = 1405
LANGUAGES = ("fa", "en")
SIZES = {
    ("fa", "train"): 232_000,
    ("en", "train"): 140_000,
    ("fa", "validation"): 40_000,
    ("en", "validation"): 26_000,
}
DOMAIN_SIZES = {"fa": 60_000, "en": 40_000}
VALIDATION_EVERY = 10
GRAMMAR_PAIRS = 1300
GRAMMAR_TAGGED = 450

Row = dict[str, str]


def draw_rows(seed: int, count: int, domain: str = "general") -> list[Row]:
    """Fresh clean paragraphs as {text, lang}, Persian and English by turns; none stands in the sample's files.

    `domain` is "general" or "cooking".

    Raises:
        ValueError: no such domain.
    """
    if domain not in DOMAINS:
        raise ValueError(f"{domain!r} is none of {', '.join(DOMAINS)}")
    known = _sample_paragraphs()
    rng = Random(f"text hidden rows {domain} {seed}")
    rows: list[Row] = []
    while len(rows) < count:
        language = LANGUAGES[len(rows) % 2]
        text = _paragraphs(draw_document(rng, domain), language)[0]
        if text not in known:
            rows.append({"text": text, "lang": language})
    return rows


def draw_pairs(seed: int, count: int) -> list[Row]:
    """Fresh sentence pairs as {fa, en}; none stands in `aligned.tsv`."""
    known = set(aligned())
    rng = Random(f"text hidden pairs {seed}")
    drawn: list[tuple[str, str]] = []
    while len(drawn) < count:
        drawn += [pair for pair in _pairs(draw_document(rng, "general")) if pair not in known]
    return [{"fa": fa, "en": en} for fa, en in drawn[:count]]


def draw_tagged(seed: int, count: int) -> list[dict[str, Any]]:
    """Fresh tagged sentences as {text, lang, tokens}, Persian and English by turns; none stands in `tagged.conllu`.

    Each token is {form, lemma, upos}.
    """
    known = {plain(source) for _, source, _ in tagged()}
    rng = Random(f"text hidden tagged {seed}")
    rows: list[dict[str, Any]] = []
    for source, language in _sources(rng):
        if len(rows) == count:
            break
        if language == LANGUAGES[len(rows) % 2] and plain(source) not in known:
            tokens = [
                {"form": token.form, "lemma": token.lemma, "upos": token.pos}
                for token in tag(source, language)
            ]
            rows.append({"text": plain(source), "lang": language, "tokens": tokens})
    return rows


@cache
def documents(language: str, part: str) -> tuple[tuple[str, ...], ...]:
    """The clean documents of "train", "validation" or "cooking" as paragraphs, texts by hand among drawn ones."""
    domain = "cooking" if part == "cooking" else "general"
    rng = Random(f"text {SEED} {language} {part}")
    written = [text for text in texts() if text.domain == domain]
    if domain == "general":
        # By position among all texts, so that no text is in train in one language and in validation in the other.
        held_out = {text.title for text in written[::VALIDATION_EVERY]}
        written = [text for text in written if (text.title in held_out) == (part == "validation")]
    found = [tuple(text.paragraphs(language)) for text in written if text.sentences(language)]
    size = DOMAIN_SIZES[language] if domain == "cooking" else SIZES[language, part]
    seen = set(_flat(documents(language, "train"))) if part == "validation" else set()
    length = _bytes(found)
    while length < size:
        drawn = tuple(_paragraphs(draw_document(rng, domain), language))
        if not seen.intersection(drawn):
            seen.update(drawn)
            found.append(drawn)
            length += _bytes([drawn])
    rng.shuffle(found)
    return tuple(found)


@cache
def spoiled(language: str) -> tuple[list[list[str]], Counter[str]]:
    """The training documents as the file holds them, and how often each quirk was planted."""
    rng = Random(f"text {SEED} quirks {language}")
    return plant(rng, [list(paragraphs) for paragraphs in documents(language, "train")], language)


@cache
def aligned() -> tuple[tuple[str, str], ...]:
    """The sentence pairs of `aligned.tsv`: those written by hand, then drawn ones."""
    found = dict.fromkeys(
        (plain(fa), plain(en))
        for text in texts()
        for fa, en in zip(text.sentences("fa"), text.sentences("en"), strict=False)
    )
    size = len(found) + GRAMMAR_PAIRS
    rng = Random(f"text {SEED} aligned")
    while len(found) < size:
        found.update(dict.fromkeys(_pairs(draw_document(rng, rng.choice(DOMAINS)))))
    return tuple(list(found)[:size])


@cache
def tagged() -> tuple[tuple[str, str, str], ...]:
    """The marked sentences of `tagged.conllu` as (identifier, source, language): by hand, then drawn ones."""
    hand = [source for text in texts() if "*" in text.title for source in text.sentences("fa")]
    found = [(f"hand-fa-{index}", source, "fa") for index, source in enumerate(hand, start=1)]
    counts = Counter()
    seen = set(hand)
    for source, language in _sources(Random(f"text {SEED} tagged")):
        if source not in seen and counts[language] < GRAMMAR_TAGGED:
            seen.add(source)
            counts[language] += 1
            found.append((f"grammar-{language}-{counts[language]}", source, language))
        if min(counts[language] for language in LANGUAGES) == GRAMMAR_TAGGED:
            return tuple(found)
    raise AssertionError("the grammar never ends")


def lexicon_rows() -> list[tuple[str, str, str]]:
    """The rows of `lexicon.tsv` as (Persian, English, part of speech), one for each translation."""
    rows = [(entry.fa, en, entry.pos) for entry in entries() for en in entry.en]
    return list(dict.fromkeys([*rows, *((fa, en, "PROPN") for fa, en in names())]))


def render() -> dict[str, bytes]:
    """The content of each file of the sample."""
    files = {}
    for language in LANGUAGES:
        files[f"{language}.train.txt"] = _running(spoiled(language)[0])
        files[f"{language}.validation.txt"] = _running(documents(language, "validation"))
        files[f"{language}.domain.txt"] = _running(documents(language, "cooking"))
    files["aligned.tsv"] = _table(("fa", "en"), aligned())
    files["lexicon.tsv"] = _table(("fa", "en", "pos"), lexicon_rows())
    files["synonyms.tsv"] = _table(
        ("lang", "pos", "lemmas"), [(language, pos, " ".join(lemmas)) for language, pos, lemmas in synonyms()]
    )
    files["tagged.conllu"] = "".join(conllu(source, language, name) for name, source, language in tagged())
    return {
        name: content if isinstance(content, bytes) else content.encode("utf-8")
        for name, content in files.items()
    }


def _sources(rng: Random) -> Iterator[tuple[str, str]]:
    while True:
        for paragraph in draw_document(rng, rng.choice(DOMAINS)):
            yield rng.choice(paragraph.fa), "fa"
            yield rng.choice(paragraph.en), "en"


def _paragraphs(document: Document, language: str) -> list[str]:
    return [plain(" ".join(getattr(paragraph, language))) for paragraph in document]


def _pairs(document: Document) -> list[tuple[str, str]]:
    return [
        (plain(fa), plain(en))
        for paragraph in document
        for fa, en in zip(paragraph.fa, paragraph.en, strict=True)
    ]


@cache
def _sample_paragraphs() -> frozenset[str]:
    parts = ("train", "validation", "cooking")
    return frozenset(
        text for language in LANGUAGES for part in parts for text in _flat(documents(language, part))
    )


def _flat(found) -> list[str]:
    return [paragraph for paragraphs in found for paragraph in paragraphs]


def _bytes(found) -> int:
    return sum(len(paragraph.encode("utf-8")) + 1 for paragraph in _flat(found))


def _running(found) -> bytes:
    return ("\n\n".join("\n".join(paragraphs) for paragraphs in found) + "\n").encode("utf-8")


def _table(header: tuple[str, ...], rows) -> bytes:
    return "".join("\t".join(row) + "\n" for row in (header, *rows)).encode("utf-8")
