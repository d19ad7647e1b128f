"""The ParsiNLU entailment sample and its recipe: the original's format, counts and oddities."""

import csv
import re
import unicodedata
from collections import Counter, defaultdict

import pytest

from course.kit.paths import sample_folder
from course.recipes.baselines import bag_of_words, majority
from course.recipes.parsinlu_entailment import draw_rows, render
from course.recipes.parsinlu_entailment.recipe import COLUMNS, FILES, read_core
from course.recipes.parsinlu_entailment.wording import SOURCES

FOLDER = sample_folder("parsinlu-entailment")


@pytest.fixture(scope="module")
def sample():
    splits = {}
    for split, name in FILES.items():
        with (FOLDER / name).open(encoding="utf-8", newline="") as file:
            splits[split] = list(csv.DictReader(file))
    return splits


def pairs(rows):
    return [(row["sent1"], row["sent2"]) for row in rows]


def test_the_recipe_writes_the_committed_sample_bit_for_bit():
    assert {name: (FOLDER / name).read_bytes() for name in FILES.values()} == render()


def test_labels_are_as_unbalanced_as_the_originals(sample):
    assert {split: dict(Counter(row["label"] for row in rows)) for split, rows in sample.items()} == {
        "train": {"e": 304, "n": 245, "c": 205, "xx": 1},
        "dev": {"e": 78, "n": 83, "c": 109},
        "test": {"e": 610, "n": 502, "c": 561, "-": 2},
    }
    [unreadable] = [row for row in sample["train"] if row["label"] == "xx"]
    assert unreadable["sent1"] == unreadable["sent2"] == "xx"


def test_sources_have_about_their_shares(sample):
    for rows in sample.values():
        counts = Counter(row["source"] for row in rows)
        assert set(counts) == set(SOURCES)
        assert all(abs(counts[name] / len(rows) - share) < 0.08 for name, share in SOURCES.items())


def test_the_index_column_has_no_name_and_is_no_key(sample):
    for split, rows in sample.items():
        raw = (FOLDER / FILES[split]).read_bytes()
        assert raw.startswith(b",sent1,sent2,label,source\n")
        assert b"\r" not in raw
        assert len({row[""] for row in rows}) < len(rows)


def test_duplicates_contradictions_and_equal_sentences_are_planted(sample):
    found = {}
    for split, rows in sample.items():
        labels = defaultdict(set)
        for pair, row in zip(pairs(rows), rows, strict=True):
            labels[pair].add(row["label"])
        found[split] = (
            len(rows) - sum(len(different) for different in labels.values()),
            sum(len(different) > 1 for different in labels.values()),
            sum(first == second for first, second in pairs(rows)),
        )
    assert found == {"train": (3, 1, 6), "dev": (0, 1, 2), "test": (15, 1, 6)}


@pytest.mark.parametrize(
    ("one", "other", "whole", "firsts"),
    [("train", "dev", 5, 20), ("train", "test", 9, 115), ("dev", "test", 4, 40)],
)
def test_rows_leak_between_splits(sample, one, other, whole, firsts):
    known = {row["sent1"] for row in sample[one]}
    assert len(set(pairs(sample[one])) & set(pairs(sample[other]))) == whole
    assert sum(row["sent1"] in known for row in sample[other]) == firsts


def test_quoted_fields_hold_line_breaks(sample):
    found = {
        split: tuple(sum("\n" in row[column] for row in rows) for column in ("sent1", "sent2"))
        for split, rows in sample.items()
    }
    assert found == {"train": (15, 2), "dev": (9, 5), "test": (36, 11)}


@pytest.mark.parametrize(
    "pattern", ["ي", "ك", "\u200c", "[0-9]", "[۰-۹]", "[٠-٩]", "[A-Za-z]", r"^\s", r"\s$", r"\S  \S"]
)
def test_writing_is_as_uneven_as_the_originals(sample, pattern):
    texts = [text for rows in sample.values() for pair in pairs(rows) for text in pair]
    share = sum(bool(re.search(pattern, text)) for text in texts) / len(texts)
    assert 0 < share < (0.5 if pattern == "\u200c" else 0.1)


def test_some_texts_are_not_in_nfc(sample):
    for rows in sample.values():
        assert any(not unicodedata.is_normalized("NFC", row["sent1"]) for row in rows)


def test_the_core_is_written_by_hand_for_every_source_and_label():
    core = read_core()
    assert len(core) >= 200
    assert len(set(pairs(core))) == len(core)
    assert {row["source"] for row in core} == set(SOURCES)
    counts = Counter(row["label"] for row in core)
    assert set(counts) == set("enc")
    assert min(counts.values()) > 0.3 * len(core)
    for row in core:
        assert tuple(row) == COLUMNS
        assert all(text == " ".join(text.split()) for text in row.values())


def test_fresh_rows_are_clean_reproducible_and_new(sample):
    rows = draw_rows(seed=7, count=300)
    assert rows == draw_rows(seed=7, count=300)
    assert rows != draw_rows(seed=8, count=300)
    assert Counter(row["label"] for row in rows) == {"e": 100, "n": 100, "c": 100}
    for row in rows:
        assert tuple(row) == COLUMNS
        assert all(text == " ".join(text.split()) for text in row.values())
        assert unicodedata.is_normalized("NFC", row["sent1"] + row["sent2"])
    known = {row["sent1"] for split in sample.values() for row in split}
    assert not known & {row["sent1"] for row in rows}


def test_the_second_sentence_alone_tells_little(sample):
    train, test = ([row for row in sample[split] if row["label"] in "enc"] for split in ("train", "test"))
    fresh = draw_rows(seed=3, count=1200)
    scores = bag_of_words(train, fresh, test, lambda row: row["sent2"], "label", counts=True)
    [common] = majority([row["label"] for row in train], [row["label"] for row in test])
    # With 1,200 fresh rows 0.40 is almost five standard errors above the chance of 1/3.
    assert scores[0] < 0.40
    assert scores[1] < common + 0.06
