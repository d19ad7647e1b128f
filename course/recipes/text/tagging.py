"""Cuts a sentence into tagged tokens with the dictionary; `word/POS` in the source settles an ambiguous word."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from course.recipes.text.lexicon import dictionary

_NUMBER = re.compile(r"[0-9۰-۹]+([/.٫:][0-9۰-۹]+)?")
_PIECE = re.compile(r"^([«\"(]*)(.*?)([.,;:!?،؛؟»\")…]*)$")
UPOS = (
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
)
UPOS += ("SYM", "VERB", "X")
_NOMINAL = ("NOUN", "ADJ", "NUM", "PROPN", "DET")
_MODALS = (
    "can",
    "could",
    "must",
    "should",
    "will",
    "would",
    "may",
    "might",
    "do",
    "not",
    "let",
    "I",
    "you",
    "we",
    "they",
    "who",
)
_MARK = re.compile(r"/([A-Z]+)")


@dataclass(frozen=True)
class Token:
    """A word or mark of punctuation; `space` says whether a blank follows."""

    form: str
    lemma: str
    pos: str
    space: bool = True


class UnknownWord(ValueError):
    """A word that the lexicon does not hold in the given part of speech."""


def plain(source: str) -> str:
    """The sentence without its marks."""
    return _MARK.sub("", source)


def tag(source: str, language: str) -> list[Token]:
    """The tokens of a marked sentence.

    Raises:
        UnknownWord: a form that neither the dictionary nor a mark explains.
    """
    tokens = [token for chunk in source.split() for token in _tag_chunk(chunk, language)]
    marked = [mark for chunk in source.split() for mark in _marked(chunk, language)]
    settle = _settle_persian if language == "fa" else _settle_english
    for index, token in enumerate(tokens):
        if not marked[index]:
            before = tokens[index - 1] if index else None
            after = tokens[index + 1] if index + 1 < len(tokens) else None
            tokens[index] = settle(token, before, after)
    return tokens


def _settle_persian(token: Token, before: Token | None, after: Token | None) -> Token:
    """Demonstratives without a noun are pronouns, participles before an auxiliary and last words rather verbs."""
    if token.form in ("این", "آن", "همه", "بعضی", "چند") and (after is None or after.pos not in _NOMINAL):
        return _as(token, "PRON", "fa")
    if token.form.endswith("ه") and after is not None and after.lemma in ("بودن", "شدن", "خواستن"):
        return _as(token, "VERB", "fa")
    if token.pos == "NOUN" and after is not None and after.form in ".!؟":
        return _as(token, "VERB", "fa")
    if token.form == "هم" and before is not None and before.pos == "ADP":
        return replace(token, pos="PRON")
    if token.form == "چه" and (after is None or after.pos not in _NOMINAL):
        return _as(token, "PRON", "fa")
    return token


def _settle_english(token: Token, before: Token | None, after: Token | None) -> Token:
    """After `to`, a modal or a subject pronoun, and in front of a sentence's object, a word that can be a verb is one."""
    if token.form == "to" and after is not None and _can_be_base(after.form):
        return replace(token, pos="PART")
    if before is None or before.pos in ("PUNCT", "CCONJ"):
        imperative = (
            after is not None and after.pos in ("DET", "PRON", "NUM") and _can_be_base(token.form.lower())
        )
        return _as(token, "VERB", "en") if imperative else token
    if before.lemma in ("to", *_MODALS) and _can_be_base(token.form):
        return _as(token, "VERB", "en")
    return token


def _as(token: Token, pos: str, language: str) -> Token:
    for lemma, known in dictionary(language).get(token.form.lower(), ()):
        if known == pos:
            return replace(token, lemma=lemma, pos=pos)
    return token


def _can_be_base(form: str) -> bool:
    return (form, "VERB") in dictionary("en").get(form, ()) or form == "be"


def _marked(chunk: str, language: str) -> list[bool]:
    return ["/" in chunk] * len(_tag_chunk(chunk, language))


@cache
def _tag_chunk(chunk: str, language: str) -> tuple[Token, ...]:
    match = _PIECE.match(chunk)
    if match is None:
        raise UnknownWord(chunk)
    before, word, after = match.groups()
    parts = [(mark, mark, "PUNCT") for mark in before]
    if word:
        parts += _word(word, language)
    parts += [(mark, mark, "PUNCT") for mark in after]
    last = len(parts) - 1
    return tuple(Token(*part, space=index == last) for index, part in enumerate(parts))


def _word(word: str, language: str) -> list[tuple[str, str, str]]:
    form, *marks = _MARK.split(word)
    rest = "".join(marks[1:])
    mark = marks[0] if marks else ""
    if rest == "'s" or (form.endswith("'s") and language == "en"):
        form = form.removesuffix("'s")
        return [(form, *_look_up(form, mark, language)), ("'s", "'s", "PART")]
    if rest:
        raise UnknownWord(word)
    return [(form, *_look_up(form, mark, language))]


def _look_up(form: str, mark: str, language: str) -> tuple[str, str]:
    if _NUMBER.fullmatch(form):
        return form, "NUM"
    known = dictionary(language)
    analyses = known.get(form) or known.get(form.lower(), ())
    for lemma, pos in analyses:
        if mark in ("", pos):
            return lemma, pos
    if mark in UPOS:
        return form, mark
    raise UnknownWord(f"{form}/{mark}" if mark else form)


def conllu(source: str, language: str, identifier: str) -> str:
    """The sentence as a CoNLL-U block, with a closing blank line."""
    lines = [f"# sent_id = {identifier}", f"# text = {plain(source)}", f"# lang = {language}"]
    for index, token in enumerate(tag(source, language), start=1):
        misc = "_" if token.space else "SpaceAfter=No"
        lines.append("\t".join((str(index), token.form, token.lemma, token.pos, *"_____", misc)))
    return "\n".join([*lines, "", ""])
