"""The PQuAD sample: its format, its planted quirks, and what surface cues reach on it."""

import json
import re
import unicodedata
from collections import Counter
from random import Random

import pytest

from course.kit.data import SPLITS, read_rows
from course.kit.paths import sample_folder
from course.recipes.building import check
from course.recipes.pquad import draw_rows, grammar
from course.recipes.pquad.hardness import by_overlap, first_of_kind
from course.recipes.pquad.recipe import FILES, QUESTIONS, draw_sample, read_core
from course.recipes.pquad.scoring import exact_match, f1, mean_scores


@pytest.fixture(scope="module")
def sample():
    return {split: read_rows("pquad", split) for split in SPLITS}


def spans(row):
    return list(zip(row["answers"]["text"], row["answers"]["answer_start"], strict=True))


def test_the_recipe_writes_the_committed_sample_bit_for_bit():
    assert check("pquad") == []


def test_the_files_have_the_release_s_structure():
    for name in FILES.values():
        content = json.loads((sample_folder("pquad") / name).read_text(encoding="utf-8"))
        assert set(content) == {"version", "data"}
        for article in content["data"]:
            assert set(article) == {"title", "paragraphs"}
            for paragraph in article["paragraphs"]:
                assert set(paragraph) == {"context", "qas"}
                for qas in paragraph["qas"]:
                    assert set(qas) == {"question", "id", "answers", "is_impossible"}
                    assert qas["is_impossible"] == (qas["answers"] == [])
                    assert re.fullmatch(r"\d{7}", qas["id"])


def test_counts_and_shares(sample):
    ids = Counter()
    for split, rows in sample.items():
        assert len(rows) == QUESTIONS[split]
        assert 0.2 < sum(not row["answers"]["text"] for row in rows) / len(rows) < 0.3
        ids.update(row["id"] for row in rows)
    assert max(ids.values()) == 1


def test_every_answer_stands_where_it_says(sample):
    for rows in sample.values():
        for row in rows:
            for text, start in spans(row):
                assert row["context"][start : start + len(text)] == text == text.strip() != ""


def test_composing_the_contexts_breaks_most_answers_of_train(sample):
    composed = [
        (unicodedata.normalize("NFC", row["context"]), unicodedata.normalize("NFC", text), start)
        for row in sample["train"]
        for text, start in spans(row)
    ]
    broken = sum(context[start : start + len(text)] != text for context, text, start in composed)
    assert broken > 0.5 * len(composed)


def test_decomposed_and_composed_letters_are_mixed(sample):
    contexts = {row["context"] for row in sample["train"]}
    for letters in ("ا\u0653", "آ", "ي\u0654", "ئ", "ه\u0654", "ۀ", "\u200c"):
        assert any(letters in context for context in contexts), ascii(letters)
    assert any("ا\u0653" in context and "آ" in context for context in contexts)


def test_digits_blanks_and_line_breaks_are_planted(sample):
    rows = [row for split in SPLITS for row in sample[split]]
    contexts = {row["context"] for row in rows}
    assert 5 < sum(any(digit in context for digit in "0123456789") for context in contexts) < 50
    assert sum("\n" in row["question"] for row in rows) == draw_sample()[1]["question with line break"] == 7
    assert 20 < sum(row["question"] != row["question"].strip() for row in rows) < 150


def test_only_validation_and_test_have_several_answers(sample):
    assert max(len(spans(row)) for row in sample["train"]) == 1
    for split in ("validation", "test"):
        assert sum(len(spans(row)) > 1 for row in sample[split]) > 30


def test_repetitions_are_the_planted_ones(sample):
    for split, repeated in (("train", 3), ("validation", 0), ("test", 2)):
        pairs = Counter((row["context"], row["question"].strip()) for row in sample[split])
        assert sum(count - 1 for count in pairs.values()) == repeated
    questions = {
        split: {unicodedata.normalize("NFC", row["question"].strip()) for row in rows}
        for split, rows in sample.items()
    }
    assert len(questions["train"] & questions["test"]) == 1
    contexts = {split: {row["context"] for row in rows} for split, rows in sample.items()}
    assert not contexts["train"] & contexts["test"]
    assert not contexts["train"] & contexts["validation"]


def test_contexts_are_short(sample):
    assert max(len(row["context"].split()) for rows in sample.values() for row in rows) <= grammar.MAX_WORDS


def test_the_core_written_by_hand_is_in_the_sample(sample):
    core = read_core()
    assert sum(len(article.passages) for article in core) >= 60
    assert sum(len(passage.qas) for article in core for passage in article.passages) >= 300
    titles = {row["title"] for rows in sample.values() for row in rows}
    assert {article.title for article in core} <= titles


def test_fresh_rows_are_clean_reproducible_and_new(sample):
    rows = draw_rows(seed=7, count=200)
    assert rows == draw_rows(seed=7, count=200)
    assert rows != draw_rows(seed=8, count=200)
    assert len(rows) == 200
    for row in rows:
        for text in (row["context"], row["question"]):
            assert text == " ".join(text.split())
            assert unicodedata.is_normalized("NFC", text)
        assert all(row["context"][start : start + len(text)] == text for text, start in spans(row))
    known = {unicodedata.normalize("NFC", row["context"]) for split in SPLITS for row in sample[split]}
    assert not known & {row["context"] for row in rows}


def test_a_question_has_an_answer_exactly_when_the_paragraph_tells_the_fact():
    rng = Random(3)
    for _ in range(300):
        paragraph = grammar.draw_paragraph(rng)
        told = {
            question.format(e=told.entity)
            for told in paragraph.told
            for wording in told.fact.wordings
            for question in wording.questions
        }
        question = grammar.draw_question(rng, paragraph)
        assert (question.text in told) == bool(question.answers)


def test_unanswerable_questions_mostly_have_a_rival_value_of_the_kind():
    rng = Random(4)
    rivals = []
    for _ in range(1500):
        paragraph = grammar.draw_paragraph(rng)
        question = grammar.draw_question(rng, paragraph)
        if not question.answers:
            rivals.append(question.kind in {told.fact.kind for told in paragraph.told})
    assert sum(rivals) / len(rivals) > 0.55


def test_surface_cues_stay_far_from_the_answers():
    rows = draw_rows(seed=21, count=600)
    for answer in (first_of_kind, by_overlap):
        # The first span of the right kind is right about 0.45 of the time; 600 rows have a standard error of 0.02.
        assert mean_scores((answer(row), row["answers"]["text"]) for row in rows)[1] < 0.55


def test_scores_even_out_spelling_and_count_missing_answers():
    assert exact_match("سال 1352", ["سال ۱۳۵۲"]) == 1.0
    assert exact_match("بنيان گذار", ["بنیان‌گذار"]) == 1.0
    assert exact_match("", []) == f1("", []) == 1.0
    assert exact_match("رضا", []) == f1("رضا", []) == f1("", ["رضا"]) == 0.0
    assert f1("رضا نوری", ["آقای رضا نوری", "نوری"]) == pytest.approx(0.8)
