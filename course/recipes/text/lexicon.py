"""The bilingual lexicon of the text sample, and the inflected forms of its words in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
ZWNJ = "\u200c"
Analysis = tuple[str, str]

_PAST_ENDINGS = ("م", "ی", "", "یم", "ید", "ند")
_PRESENT_ENDINGS = ("م", "ی", "د", "یم", "ید", "ند")
_PERFECT_ENDINGS = ("", *(ZWNJ + ending for ending in ("ام", "ای", "ایم", "اید", "اند")))
_CLITICS = ("م", "ت", "ش", "مان", "تان", "شان")
_NON_JOINING = tuple("اآدذرزژو")
# Words whose last letter is a spoken h, besides those in "-āh"; elsewhere it stands for a vowel.
_SPOKEN_H = ("کوه", "گروه", "انبوه", "ده", "مه")
_VOWELS = "aeiou"


@dataclass(frozen=True)
class Entry:
    """A Persian lemma with its English translations, the commonest first.

    `pos` is a universal part of speech; `stem` is the present stem of a simple verb, else empty.
    """

    fa: str
    en: tuple[str, ...]
    pos: str
    stem: str = ""


@cache
def entries() -> tuple[Entry, ...]:
    """The entries of `lexicon.txt` in file order; a verb's present stem stands in brackets after it."""
    found, pos = [], ""
    for line in _lines("lexicon.txt"):
        if line.startswith("["):
            pos = line.strip("[]")
            continue
        fa, _, en = line.partition(" = ")
        lemma, _, stem = fa.partition(" (")
        found.append(Entry(lemma, tuple(en.split(", ")), pos, stem.rstrip(")")))
    return tuple(found)


@cache
def synonyms() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The groups of `synonyms.txt` as (language, part of speech, lemmas)."""
    groups = []
    for line in _lines("synonyms.txt"):
        language, pos, words = line.split(" ", 2)
        groups.append((language, pos, tuple(words.split(" = "))))
    return tuple(groups)


def dictionary(language: str) -> dict[str, tuple[Analysis, ...]]:
    """Each form of "fa" or "en" with its (lemma, part of speech) pairs, the likeliest first."""
    return _persian() if language == "fa" else _english()


@cache
def _persian() -> dict[str, tuple[Analysis, ...]]:
    forms: dict[str, list[Analysis]] = {}
    for form, lemma, pos in _forms("fa"):
        _add(forms, form, lemma, pos)
    words = [entry for entry in entries() if " " not in entry.fa]
    for entry in words:
        # An infinitive in a sentence is a noun.
        _add(forms, entry.fa, entry.fa, "NOUN" if entry.pos == "VERB" else entry.pos)
    for entry in words:
        for form in _persian_forms(entry):
            _add(forms, form, entry.fa, entry.pos)
    return {form: tuple(analyses) for form, analyses in forms.items()}


def _persian_forms(entry: Entry) -> list[str]:
    if entry.pos == "VERB":
        return persian_verb(entry.fa, entry.stem) if entry.stem else []
    if entry.pos in ("NOUN", "PROPN"):
        plural = join(entry.fa, "ها")
        return [
            ezafe(entry.fa),
            indefinite(entry.fa),
            *_with_clitics(entry.fa),
            plural,
            plural + "ی",
            plural + "یی",
            *(plural + "ی" + clitic for clitic in _CLITICS),
        ]
    if entry.pos == "ADJ":
        degrees = [join(entry.fa, "تر"), join(entry.fa, "ترین")]
        return [ezafe(entry.fa), indefinite(entry.fa), *degrees, degrees[0] + "ی"]
    return []


def persian_verb(infinitive: str, stem: str) -> list[str]:
    """The simple forms of a verb: past, imperfect, perfect, present, subjunctive, imperative and their negations."""
    past = infinitive[:-1]
    after_prefix = "یا" + stem[1:] if stem.startswith("آ") else stem
    negated = "نیا" + past[1:] if past.startswith("آ") else "ن" + past
    forms = [prefix + ending for ending in _PAST_ENDINGS for prefix in (past, negated)]
    for ending in _PAST_ENDINGS:
        forms += [f"می{ZWNJ}{past}{ending}", f"نمی{ZWNJ}{past}{ending}"]
    forms += [base + "ه" + ending for base in (past, negated) for ending in _PERFECT_ENDINGS]
    for ending in _PRESENT_ENDINGS:
        forms += [f"می{ZWNJ}{stem}{ending}", f"نمی{ZWNJ}{stem}{ending}"]
        forms += [f"ب{after_prefix}{ending}", f"ن{after_prefix}{ending}"]
    bare = after_prefix[:-1] if after_prefix.endswith(("ای", "وی")) else after_prefix
    return [*forms, "ب" + bare, "ن" + bare]


def join(word: str, ending: str) -> str:
    """The word with an ending, set off by a ZWNJ where its last letter would otherwise join it."""
    return word + ("" if word.endswith(_NON_JOINING) else ZWNJ) + ending


def ezafe(word: str) -> str:
    """The word as the head of an ezafe phrase, where writing shows it."""
    if _ends_in_vowel_h(word):
        return word + "ٔ"
    return word + "ی" if word.endswith(("ا", "و")) else word


def indefinite(word: str) -> str:
    """The word with the indefinite ending."""
    if word.endswith("ی") or _ends_in_vowel_h(word):
        return word + ZWNJ + "ای"
    return word + ("یی" if word.endswith(("ا", "و")) else "ی")


def _ends_in_vowel_h(word: str) -> bool:
    return word.endswith("ه") and not word.endswith("اه") and word not in _SPOKEN_H


def _with_clitics(word: str) -> list[str]:
    if _ends_in_vowel_h(word):
        return [word + ZWNJ + ("ا" + clitic if len(clitic) == 1 else clitic) for clitic in _CLITICS]
    return [word + ("ی" if word.endswith(("ا", "و")) else "") + clitic for clitic in _CLITICS]


@cache
def _english() -> dict[str, tuple[Analysis, ...]]:
    forms: dict[str, list[Analysis]] = {}
    for form, lemma, pos in _forms("en"):
        _add(forms, form, lemma, pos)
    words = [(word, entry.pos) for entry in entries() for word in entry.en if " " not in word]
    for word, pos in words:
        _add(forms, word, word, pos)
    for word, pos in words:
        for form in _english_forms(word, pos):
            _add(forms, form, word, pos)
    return {form: tuple(analyses) for form, analyses in forms.items()}


def _english_forms(word: str, pos: str) -> list[str]:
    if pos == "NOUN":
        return [english_plural(word)]
    if pos == "VERB":
        stem = word[:-1] if word.endswith("e") else word
        past = word[:-1] + "ied" if word.endswith("y") and word[-2] not in _VOWELS else stem + "ed"
        doubled = [word + word[-1] + ending for ending in ("ed", "ing")] if _doubles(word) else []
        return [english_plural(word), *doubled, past, stem + "ing"]
    if pos == "ADJ":
        stem = word[:-1] + "i" if word.endswith("y") else word.rstrip("e")
        return [stem + "er", stem + "est"]
    return []


def _doubles(word: str) -> bool:
    return (
        len(word) > 2 and word[-1] not in _VOWELS + "wxy" and word[-2] in _VOWELS and word[-3] not in _VOWELS
    )


def english_plural(noun: str) -> str:
    """The noun (or its last word) in the regular plural."""
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def _forms(language: str) -> list[tuple[str, str, str]]:
    rows, current, pos = [], "", ""
    for line in _lines("forms.txt"):
        if line.startswith("["):
            current, pos = line.strip("[]").split()
        elif current == language:
            lemma, _, forms = line.partition(": ")
            rows += [(form, lemma, pos) for form in (forms or lemma).split()]
    return rows


def _add(forms: dict[str, list[Analysis]], form: str, lemma: str, pos: str) -> None:
    analyses = forms.setdefault(form, [])
    if (lemma, pos) not in analyses and (pos != "VERB" or pos not in [known for _, known in analyses]):
        analyses.append((lemma, pos))


def _lines(name: str) -> list[str]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
