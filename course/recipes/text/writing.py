"""The texts written by hand: bilingual ones, sentence beside sentence, and ones in a single language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from course.recipes.text.lexicon import FOLDER
from course.recipes.text.tagging import plain


@dataclass(frozen=True)
class Text:
    """A document in one or both languages: paragraphs of sentences, marked where tagging needs it.

    `title` is the line that heads it, `domain` "general" or "cooking"; a language it is not written in is empty.
    """

    title: str
    domain: str
    fa: tuple[tuple[str, ...], ...]
    en: tuple[tuple[str, ...], ...]

    def sentences(self, language: str) -> list[str]:
        """The sentences of a language in order, with their marks."""
        return [sentence for paragraph in getattr(self, language) for sentence in paragraph]

    def paragraphs(self, language: str) -> list[str]:
        """The paragraphs of a language as plain text."""
        return [plain(" ".join(sentences)) for sentences in getattr(self, language)]


@cache
def texts() -> tuple[Text, ...]:
    """All texts in the order of the files.

    In a file `# title` begins a general text and `## title` one about cooking, each line is a sentence, `¶` stands
    between paragraphs; a line of a bilingual file holds both languages around ` || `.
    """
    found = []
    for name, languages in (
        ("texts_both.txt", ("fa", "en")),
        ("texts_fa.txt", ("fa",)),
        ("texts_en.txt", ("en",)),
    ):
        for block in filter(None, (FOLDER / name).read_text(encoding="utf-8").strip().split("\n\n")):
            title, *lines = block.split("\n")
            columns: dict[str, list[list[str]]] = {"fa": [], "en": []}
            for language in languages:
                columns[language].append([])
            for line in lines:
                parts = line.split(" || ")
                for language, part in zip(languages, parts * (2 if line == "¶" else 1), strict=False):
                    if line == "¶":
                        columns[language].append([])
                    else:
                        columns[language][-1].append(part)
                if line != "¶" and len(parts) != len(languages):
                    raise ValueError(f"{name}: one sentence in each language is wanted, not {line!r}")
            fa, en = (tuple(map(tuple, columns[language])) for language in ("fa", "en"))
            found.append(Text(title.strip("# "), "cooking" if title.startswith("##") else "general", fa, en))
    return tuple(found)
