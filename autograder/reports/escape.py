"""Makes text from untrusted submissions safe to show: nothing hidden, endless or running backwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

# Control, format, surrogate and private-use characters. The two joiners stay: Persian is written with them.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ue000-\uf8ff\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_ISOLATES = re.compile("[\u2066-\u2069]")
# A letter under hundreds of marks ("zalgo") paints over the lines around it.
_MARKS = re.compile(
    "([\u0300-\u036f\u0489\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4})"
    "[\u0300-\u036f\u0489\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)

_CODE = re.compile(r"`([^`\n]+)`")
# What runs against the page: code, shapes and numbers on a Persian one, Persian words on an English one.
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_FOREIGN = {
    "fa": re.compile(r"[!-~۰-۹٫]+(?: [!-~۰-۹٫]+)*"),
    "en": re.compile(f"[{_RTL}]+(?:[ \u200c\u200d]+[{_RTL}]+)*"),
}

Kind = Literal["plain", "code", "foreign"]


def visible(text: str, limit: int = 2000, lines: bool = True) -> str:
    """``text`` with control characters, escapes and bidi overrides spelt out, cut to about ``limit``.

    It is cut in the middle: the end of a traceback says most. With ``lines=False`` (for names) line ends are
    spelt out too.
    """
    text = cut(text, limit)
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n")
    balanced = _balanced(text)
    text = _UNSAFE.sub(
        lambda match: match[0] if balanced and "\u2066" <= match[0] <= "\u2069" else _name(match[0]),
        text,
    )
    text = _MARKS.sub(r"\1", text)
    return text if lines else text.replace("\n", "␊").replace("\t", " ")


def spans(text: str, lang: str) -> Iterator[tuple[Kind, str]]:
    """Splits ``text`` into plain text, code between backticks, and runs against the direction of ``lang``."""
    for index, part in enumerate(_CODE.split(text)):
        if index % 2:
            yield "code", part
        elif part:
            yield from _foreign(part, lang)


def isolated(text: str, lang: str) -> str:
    """``text`` for a terminal, runs against ``lang`` in Unicode isolates so that the line keeps its order."""
    if lang != "fa" and text.isascii():
        return text
    parts = {"plain": "{}", "code": "\u2066`{}`\u2069", "foreign": "\u2068{}\u2069"}
    return "".join(parts[kind].format(part) for kind, part in spans(text, lang))


def cut(text: str, limit: int) -> str:
    """``text`` with its middle left out where it is longer than ``limit``."""
    if len(text) <= limit:
        return text
    head, tail = limit // 3, limit - limit // 3
    return f"{text[:head]} … [{len(text) - limit}] … {text[-tail:]}"


def _name(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"


def _balanced(text: str) -> bool:
    depth = 0
    for mark in _ISOLATES.findall(text):
        depth += -1 if mark == "\u2069" else 1
        if depth < 0:
            return False
    return depth == 0


def _foreign(text: str, lang: str) -> Iterator[tuple[Kind, str]]:
    end = 0
    for match in _FOREIGN[lang].finditer(text):
        run = match[0] if lang == "en" else _trimmed(match[0])
        if not any(character.isalnum() for character in run):
            continue
        start = match.start() + match[0].index(run)
        if start > end:
            yield "plain", text[end:start]
        yield "foreign", run
        end = start + len(run)
    if end < len(text):
        yield "plain", text[end:]


def _trimmed(run: str) -> str:
    """``run`` without the sentence's own punctuation at its ends, such as the bracket around it."""
    while run and (run[-1] in ".,:;!? ([{" or _unpaired(run, run[-1])):
        run = run[:-1]
    while run and (run[0] in ",:;!? )]}" or _unpaired(run, run[0])):
        run = run[1:]
    return run


def _unpaired(run: str, bracket: str) -> bool:
    for pair in ("()", "[]", "{}"):
        if bracket in pair:
            other = pair[1 - pair.index(bracket)]
            return run.count(bracket) > run.count(other)
    return False
