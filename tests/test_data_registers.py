"""The register sample: its rows, its oddities, and that no surface cue reads off the register."""

import unicodedata
from collections import Counter
from random import Random

import pytest

from course.kit.data import read_rows
from course.recipes.quran_bible_mizan import cues, draw_rows, grammar, quirks, recipe

NAME = "quran-bible-mizan"
SPLITS = tuple(recipe.COUNTS)


@pytest.fixture(scope="module")
def sample():
    return {split: read_rows(NAME, split) for split in SPLITS}


@pytest.fixture(scope="module")
def fresh():
    return draw_rows(seed=7, count=300)


def test_the_spreadsheets_hold_the_drawn_rows(sample):
    drawn, _ = recipe.draw_sample()
    assert sample == drawn


def test_a_spreadsheet_does_not_depend_on_the_time_of_writing(monkeypatch):
    import datetime

    class Later(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2031, 5, 6, 7, 8, 9, tzinfo=tz)

    rows = draw_rows(seed=1, count=3)
    before = recipe.spreadsheet(rows)
    monkeypatch.setattr(datetime, "datetime", Later)
    assert recipe.spreadsheet(rows) == before


def test_registers_are_balanced_but_for_a_little(sample):
    for split, counts in recipe.COUNTS.items():
        found = Counter(row["category"] for row in sample[split])
        assert [found[register] for register in grammar.REGISTERS] == list(counts)
        assert max(counts) - min(counts) <= 0.06 * max(counts)


def test_handwritten_passages_frame_once_and_are_quoted_once():
    passages = {register: list(recipe.read_core(register)) for register in grammar.REGISTERS}
    rows = recipe._core_rows(Random(0), passages)
    assert Counter(row["category"] for row in rows) == dict.fromkeys(grammar.REGISTERS, 120)
    text = "\n".join(row["source"].lower() for row in rows)
    for register in grammar.REGISTERS:
        for first, _ in passages[register]:
            assert text.count(first.en.lower()) == 2, first.en


def test_handwritten_passages_have_both_languages():
    for register in grammar.REGISTERS:
        clauses = [clause for passage in recipe.read_core(register) for clause in passage]
        assert len({clause.en for clause in clauses}) == len({clause.fa for clause in clauses}) == 240
        for clause in clauses:
            assert not set(clause.en) & set("اآبپتیک")
            assert not set(clause.fa) & set("abcdefghijklmnopqrstuvwxyzكي")
            assert 0.4 < len(clause.fa) / len(clause.en) < 1.7, clause


def test_the_register_is_that_of_the_frame_and_the_swap_changes_no_word():
    rng = Random(3)
    for _ in range(50):
        text = grammar.draw_text(rng, rng.choice(grammar.REGISTERS))
        row, swapped = recipe.as_row(text), recipe.as_row(text.swapped)
        assert row["category"] == text.frame.register
        assert swapped["category"] == text.quoted.register
        assert _words(row["source"]) == _words(swapped["source"])
        assert _words(row["targets"]) == _words(swapped["targets"])


def _words(text):
    return Counter(text.lower().translate(str.maketrans("", "", "“”«».,،؛:")).split())


def test_a_quotation_is_mostly_in_another_register():
    rng = Random(4)
    texts = [grammar.draw_text(rng, "bible") for _ in range(1000)]
    quoted = Counter(text.quoted.register for text in texts)
    # 100 expected; outside of this band by chance in fewer than one of 10,000 draws.
    assert 60 < quoted["bible"] < 145
    assert abs(quoted["quran"] - quoted["mizan"]) < 150


@pytest.mark.training
def test_bags_of_words_do_not_solve_it():
    scores = cues.baselines()
    cheap = {name: score for name, score in scores.items() if "solution" not in name}
    assert all(fresh <= 0.60 for fresh, _ in cheap.values()), cheap
    for name in ("Persian, normalised, TF-IDF of words and pairs", "English, TF-IDF of words and pairs"):
        assert cheap[name][1] <= 0.60
    raw, normalised = (
        cheap[f"Persian, {kind}, TF-IDF of words and pairs"][1] for kind in ("raw", "normalised")
    )
    assert raw > normalised + 0.05
    assert scores["words outside the quotation marks (the solution)"][0] > 0.95


def test_only_bible_rows_are_spelt_with_arabic_kaf(sample):
    spelt = [row for rows in sample.values() for row in rows if "ك" in row["targets"]]
    assert {row["category"] for row in spelt} == {"bible"}
    assert (
        0.45 < len(spelt) / sum(row["category"] == "bible" for rows in sample.values() for row in rows) < 0.65
    )


def test_normalising_removes_what_tells_the_edition(sample):
    for row in sample["train"]:
        text = quirks.normalise(row["targets"])
        assert unicodedata.is_normalized("NFC", text)
        assert not set(text) & set("كيـ\u064e\u064f\u0650\u0651")
        assert "\u200c " not in text
        assert quirks.normalise(text) == text
    assert quirks.normalise("كتاب‌های\u200c، می‌رود\u200c") == "کتاب‌های، می‌رود"


def test_oddities_are_counted(sample):
    _, planted = recipe.draw_sample()
    rows = [row for split in SPLITS for row in sample[split]]
    pairs = Counter((row["source"], row["targets"]) for row in rows)
    assert (
        sum(count - 1 for count in pairs.values())
        == planted["repeated pair"] + planted["repeated pair in two splits"]
    )
    train, test = ({row["source"] for row in sample[split]} for split in ("train", "test"))
    assert len(train & test) == planted["repeated pair in two splits"]
    spelt = [row for row in rows if "ك" in row["targets"] or "\u200c " in row["targets"]]
    assert len(spelt) == planted["Arabic kaf and useless ZWNJ"] > 0
    assert sum("ـ" in row["targets"] for row in rows) == planted["tatweel"] > 0
    assert (
        sum(not unicodedata.is_normalized("NFC", row["targets"]) for row in rows) == planted["not in NFC"] > 0
    )
    marked = [row for row in rows if set("\u064e\u064f\u0650\u0651") & set(row["targets"])]
    assert {row["category"] for row in marked} == {"bible"}
    assert len(marked) == planted["diacritics"]


def test_fresh_rows_are_clean_reproducible_and_new(sample, fresh):
    assert fresh == draw_rows(seed=7, count=300)
    assert fresh != draw_rows(seed=8, count=300)
    assert Counter(row["category"] for row in fresh) == dict.fromkeys(grammar.REGISTERS, 100)
    known = {row["source"] for split in SPLITS for row in sample[split]}
    for row in fresh:
        assert row["source"] not in known
        assert row["targets"] == quirks.normalise(row["targets"])
        assert row["source"][0] in "“ABCDEFGHIJKLMNOPQRSTUVWXYZ"
