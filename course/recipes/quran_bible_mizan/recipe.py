"""Draws labelled rows from the grammar and the passages written by hand, and renders the sample's spreadsheets."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

from course.kit.data import Row
from course.recipes.quran_bible_mizan.grammar import (
    REGISTERS,
    Pair,
    Text,
    draw_text,
    open_and_close,
    quote,
    text_pair,
)
from course.recipes.quran_bible_mizan.quirks import plant

SEED = 1405
COLUMNS = ("source", "targets", "category")
# Rows of each register in a split; of the passages written by hand, how many of each register frame one row of it.
COUNTS = {"train": (410, 400, 390), "validation": (102, 100, 98), "test": (100, 102, 98)}
CORE = {"train": 80, "validation": 20, "test": 20}
# Which halves of the handwritten passages quote each other, so that each is quoted once and frames once.
QUOTES = (
    (("quran", 0), ("bible", 0)),
    (("quran", 1), ("mizan", 0)),
    (("bible", 0), ("mizan", 1)),
    (("bible", 1), ("quran", 0)),
    (("mizan", 0), ("quran", 1)),
    (("mizan", 1), ("bible", 1)),
)
_STAMP = "2026-01-01T00:00:00Z"


def draw_rows(seed: int, count: int) -> list[Row]:
    """Fresh labelled rows in clean text, the registers in turn.

    No file holds them or their labels, and no seed here gives the rows of the sample.
    """
    rng = Random(f"quran-bible-mizan hidden {seed}")
    rows = [as_row(draw_text(rng, REGISTERS[index % len(REGISTERS)])) for index in range(count)]
    rng.shuffle(rows)
    return rows


def as_row(text: Text) -> Row:
    """The row of a text: its register is that of the frame."""
    pair = text_pair(text)
    return {"source": pair.en, "targets": pair.fa, "category": text.frame.register}


@cache
def read_core(register: str) -> tuple[tuple[Pair, Pair], ...]:
    """The passages of a register that were written by hand, two clauses each, in file order."""
    path = Path(__file__).with_name(f"core_{register}.tsv")
    passages = []
    for line in path.read_text(encoding="utf-8").splitlines():
        first_en, first_fa, second_en, second_fa = line.split("\t")
        passages.append((Pair(first_en, first_fa), Pair(second_en, second_fa)))
    return tuple(passages)


def draw_sample() -> tuple[dict[str, list[Row]], Counter[str]]:
    """The rows of each split as the files hold them, and how many rows have each oddity."""
    rng = Random(f"quran-bible-mizan sample {SEED}")
    core = {register: list(read_core(register)) for register in REGISTERS}
    for passages in core.values():
        rng.shuffle(passages)
    splits: dict[str, list[Row]] = {}
    by_hand: set[str] = set()
    for split, counts in COUNTS.items():
        taken = {
            register: [passages.pop() for _ in range(CORE[split])] for register, passages in core.items()
        }
        rows = _core_rows(rng, taken)
        by_hand |= {row["source"] for row in rows}
        for register, count in zip(REGISTERS, counts, strict=True):
            rows += [as_row(draw_text(rng, register)) for _ in range(count - CORE[split])]
        rng.shuffle(rows)
        splits[split] = rows
    return splits, plant(rng, splits, by_hand)


def render() -> dict[str, bytes]:
    """The content of each file of the sample."""
    splits, _ = draw_sample()
    return {f"{split}.xlsx": spreadsheet(rows) for split, rows in splits.items()}


def spreadsheet(rows: list[Row]) -> bytes:
    """An xlsx file of the rows, the same bytes for the same rows: no time of writing, no compression."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    sheet.append(COLUMNS)
    for row in rows:
        sheet.append([row[column] for column in COLUMNS])
    written, fixed = io.BytesIO(), io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_STORED) as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z", _STAMP.encode(), content)
            new.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content)
    return fixed.getvalue()


def _core_rows(rng: Random, passages: dict[str, list[tuple[Pair, Pair]]]) -> list[Row]:
    rows = []
    for framing, quoted in QUOTES:
        sides = []
        for register, part in (framing, quoted):
            half = len(passages[register]) // 2
            sides.append(
                [open_and_close(rng, register, pair) for pair in passages[register][part * half :][:half]]
            )
        rows += [as_row(quote(rng, frame, inside)) for frame, inside in zip(*sides, strict=True)]
    return rows
