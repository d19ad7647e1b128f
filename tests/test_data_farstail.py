"""The FarsTail sample and its recipe."""

import unicodedata
from collections import Counter

import pytest

from course.kit.data import SPLITS, describe, label_ids, read_rows
from course.kit.paths import sample_folder
from course.recipes.baselines import bag_of_words
from course.recipes.farstail import draw_rows
from course.recipes.farstail.recipe import CORE_PREMISES, draw_sample, read_core


@pytest.fixture(scope="module")
def sample():
    return {split: read_rows("farstail", split) for split in SPLITS}


def test_labels_are_balanced_in_every_split(sample):
    for split, count in (("train", 800), ("validation", 100), ("test", 100)):
        assert Counter(row["label"] for row in sample[split]) == dict.fromkeys(
            describe("farstail").labels, count
        )


def test_no_premise_is_in_two_splits(sample):
    premises = {split: {row["premise"].strip() for row in rows} for split, rows in sample.items()}
    assert not premises["train"] & premises["validation"]
    assert not premises["train"] & premises["test"]
    assert not premises["validation"] & premises["test"]


def test_labels_cannot_be_read_off_the_words(sample):
    fresh = draw_rows(seed=31, premises=500)
    views = {
        "hypothesis": lambda row: row["hypothesis"],
        "both": lambda row: row["premise"] + " " + row["hypothesis"],
        "length": lambda row: f"words{len(row['hypothesis'].split())} letters{len(row['hypothesis']) // 4}",
    }
    for name, view in views.items():
        score, _ = bag_of_words(sample["train"], fresh, sample["test"], view, "label", counts=True)
        # Chance is 1/3; with 1,500 rows 0.40 is more than five standard errors above it.
        assert score < 0.40, name


def test_quirks_are_present_but_rare(sample):
    texts = [row[column] for row in sample["train"] for column in ("premise", "hypothesis")]
    assert any(text != text.strip() for text in texts)
    assert any(set("٠١٢٣٤٥٦٧٨٩") & set(text) for text in texts)
    assert any(unicodedata.normalize("NFC", text) != text for text in texts)
    for character in 'يكىـ\u200f"':
        assert any(character in text for text in texts), repr(character)
    _, planted = draw_sample()
    assert planted["rows"] <= 0.1 * sum(len(rows) for rows in sample.values())


def test_fresh_rows_are_clean_reproducible_and_new(sample):
    rows = draw_rows(seed=7, premises=100)
    assert rows == draw_rows(seed=7, premises=100)
    assert rows != draw_rows(seed=8, premises=100)
    assert len(rows) == 300
    assert label_ids(rows).count(0) == 100
    for row in rows:
        for text in (row["premise"], row["hypothesis"]):
            assert text == " ".join(text.split())
            assert unicodedata.is_normalized("NFC", text)
    known = {row["premise"] for split in SPLITS for row in sample[split]}
    assert not known & {row["premise"] for row in rows}


def test_negation_says_nothing_about_the_label():
    rows = [row for row in draw_rows(seed=11, premises=1500) if "نبود" in row["hypothesis"]]
    shares = [count / len(rows) for count in Counter(row["label"] for row in rows).values()]
    # About 500 denied statements: a share leaves this band by chance in fewer than one of 10,000 draws.
    assert len(shares) == 3
    assert all(0.25 < share < 0.42 for share in shares)


def test_every_handwritten_premise_has_one_hypothesis_of_each_label():
    core = read_core()
    assert len(core) == sum(CORE_PREMISES.values()) == 224
    assert len({triple[0]["premise"] for triple in core}) == len(core)
    assert all(tuple(row["label"] for row in triple) == describe("farstail").labels for triple in core)


def test_columns_are_those_of_the_release():
    header = (sample_folder("farstail") / "Test-word.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.split("\t") == [*describe("farstail").columns, "hard(hypothesis)", "hard(overlap)"]
