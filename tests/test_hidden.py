"""What convergence checks judge by: hidden pictures and recordings, their scores, and the clips that are trained on."""

import math

import pytest
import torch

from autograder.authoring.draw import Draw
from autograder.authoring.hidden import HiddenSet
from autograder.catalogue import Catalogue
from autograder.errors import CourseError
from autograder.worker.handicaps import blanked
from course.kit import speech
from course.kit.paths import prepared_folder

HIDDEN = HiddenSet(torch.tensor([0, 1, 2, 2]), classes=3)


def one_hot(labels: list[int], scale: float = 50.0) -> torch.Tensor:
    return scale * torch.nn.functional.one_hot(torch.tensor(labels), 3).float()


def test_skill_is_one_when_right_zero_when_guessing_and_negative_when_surely_wrong():
    assert HIDDEN.skill(one_hot([0, 1, 2, 2])) == pytest.approx(1.0)
    assert HIDDEN.skill(torch.zeros(4, 3)) == pytest.approx(0.0)
    assert HIDDEN.skill(one_hot([1, 2, 0, 0])) < -1


def test_macro_f1_weighs_classes_equally():
    assert HIDDEN.macro_f1(one_hot([0, 1, 2, 2])) == 1.0
    assert HIDDEN.macro_f1(one_hot([2, 2, 2, 2])) == pytest.approx((2 / 3) / 3)


@pytest.mark.parametrize(
    "logits",
    [None, [[0.0] * 3] * 4, torch.zeros(4), torch.zeros(3, 4), torch.full((4, 3), math.nan), one_hot([0, 1, 2, 2]) + 0j],
)  # fmt: skip
def test_what_are_no_logits_earns_nothing(logits: object):
    assert HIDDEN.skill(logits) == HIDDEN.macro_f1(logits) == -math.inf


def test_hidden_pictures_follow_the_seed_and_are_balanced():
    first, again, other = (Draw(seed, "check").hidden_images(40) for seed in (1, 1, 2))
    assert torch.equal(first.images, again.images)
    assert not torch.equal(first.images, other.images)
    assert first.images.shape == (40, 32, 32, 3)
    assert torch.bincount(first.labels).tolist() == [4] * 10


def test_hidden_recordings_have_five_emotions_and_zeros_after_their_end():
    hidden = Draw(3, "check").hidden_recordings(10)
    assert torch.bincount(hidden.labels).tolist() == [2] * 5
    assert max(hidden.lengths) == hidden.waveforms.shape[1] <= speech.CLIP_SAMPLES
    for waveform, length in zip(hidden.waveforms, hidden.lengths, strict=True):
        assert waveform[:length].mean().abs() < 1e-4
        assert waveform[length:].count_nonzero() == 0


@pytest.mark.parametrize(
    ("name", "columns"), [("parsinlu-entailment", {"sent1", "sent2", "source"}), ("quran-bible-mizan", {"source", "targets"})]
)  # fmt: skip
def test_hidden_rows_follow_the_seed_and_are_balanced_and_without_labels(name: str, columns: set[str]):
    first, again, other = (Draw(seed, "check").hidden_rows(name, 30) for seed in (1, 1, 2))
    assert first.rows == again.rows != other.rows
    assert set(first.rows[0]) == columns
    assert torch.bincount(first.labels).tolist() == [10] * 3


def test_hidden_rows_of_a_real_set_have_true_labels(tmp_path, monkeypatch: pytest.MonkeyPatch):
    import pandas as pd

    monkeypatch.setenv("TAMRIN_DATA", str(tmp_path))
    rows = [{"sent1": str(n), "sent2": "b", "label": "enc-"[n % 4], "source": "s"} for n in range(40)]
    prepared_folder("parsinlu-entailment").mkdir(parents=True)
    pd.DataFrame(rows).to_parquet(prepared_folder("parsinlu-entailment") / "test.parquet")
    hidden = Draw(1, "check", "real").hidden_rows("parsinlu-entailment", 20)
    assert [int(row["sent1"]) % 4 for row in hidden.rows] == hidden.labels.tolist()
    assert len(hidden.rows) == 20


@pytest.mark.parametrize(
    ("handicap", "left"), [(None, {"a", "b"}), ("random_init", {"a", "b"}), ("hypothesis_only", {"b"}), ("blank_inputs", set())]
)  # fmt: skip
def test_a_handicap_takes_texts_and_nothing_else(handicap: str | None, left: set[str]):
    rows = [{"sent1": "a", "sent2": "b", "label": "e"}]
    (seen,) = blanked(rows, ("sent1", "sent2"), handicap)
    assert {seen["sent1"], seen["sent2"]} - {""} == left
    assert seen["label"] == "e"
    assert rows == [{"sent1": "a", "sent2": "b", "label": "e"}]


def test_clips_of_the_sample_leave_out_what_cannot_be_read_and_fear():
    clips = speech.read_clips("train")
    assert len(clips) == 565
    assert {clip.emotion for clip in clips} == set(speech.EMOTIONS)
    assert all(len(clip.samples) <= speech.CLIP_SAMPLES for clip in clips)
    with pytest.raises(ValueError, match="only train"):
        speech.read_clips("test")


@pytest.mark.parametrize("line", ['reads = "smells"', 'baselines = ["luck"]'])
def test_an_assignment_with_an_unknown_word_is_refused(tmp_path, line: str):
    folder = tmp_path / "course" / "a01_x"
    folder.mkdir(parents=True)
    text = f'{line}\n[title]\nen = "x"\nfa = "x"\n[[questions]]\nid = "q1_x"\npoints = 1\ntitle.en = "x"\ntitle.fa = "x"\n'
    (folder / "assignment.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match="choose of"):
        Catalogue(tmp_path).assignments()
