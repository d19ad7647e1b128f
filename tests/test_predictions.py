"""Predictions: written before the run, compared after it, and a later change stays visible."""

import json

import numpy as np
import pytest

from course.kit.predictions import Comparison, Ledger


@pytest.fixture
def path(tmp_path):
    return tmp_path / "predictions.json"


def test_what_was_predicted_first_is_compared(path):
    assert Ledger(path).predict({"p1_gap": 0.1, "p2_up": True}) == {"p1_gap": 0.1, "p2_up": True}
    Ledger(path).measure({"p1_gap": np.float32(0.25)}, {"p1_gap": "0.2 to 0.3"})
    assert Ledger(path).compare() == [
        Comparison("p1_gap", 0.1, 0.25, "0.2 to 0.3", ()),
        Comparison("p2_up", True, None, "", ()),
    ]


def test_a_prediction_may_change_until_it_is_measured(path):
    Ledger(path).predict({"p1_gap": 0.1})
    assert Ledger(path).predict({"p1_gap": 0.3}) == {"p1_gap": 0.3}
    assert len(json.loads(path.read_text(encoding="utf-8"))) == 2


def test_a_late_change_is_visible_and_does_not_count(path):
    Ledger(path).predict({"p1_gap": 0.1, "p2_up": True})
    Ledger(path).measure({"p1_gap": 0.25})
    assert Ledger(path).predict({"p1_gap": 0.25, "p2_up": False}) == {"p1_gap": 0.1, "p2_up": False}
    gap, _ = Ledger(path).compare()
    assert gap.predicted == 0.1
    assert gap.late == (0.25,)
    assert "0.25" in Ledger(path).table()["changed afterwards to"][0]


def test_a_prediction_made_after_the_run_is_none(path):
    Ledger(path).measure({"p1_gap": 0.25})
    assert Ledger(path).predict({"p1_gap": 0.25}) == {"p1_gap": None}


def test_the_same_prediction_again_writes_nothing(path):
    Ledger(path).predict({"p1_order": ("a", "b")})
    before = path.read_bytes()
    assert Ledger(path).predict({"p1_order": ["a", "b"]}) == {"p1_order": ["a", "b"]}
    assert path.read_bytes() == before


def test_none_leaves_a_prediction_as_it_was(path):
    Ledger(path).predict({"p1_gap": 0.1})
    assert Ledger(path).predict({"p1_gap": None}) == {"p1_gap": 0.1}


@pytest.mark.parametrize("edit", ["value", "removed", "digest"])
def test_an_edited_file_is_refused(path, edit):
    ledger = Ledger(path)
    ledger.predict({"p1_gap": 0.1})
    ledger.measure({"p1_gap": 0.25})
    entries = json.loads(path.read_text(encoding="utf-8"))
    if edit == "value":
        entries[0]["values"]["p1_gap"] = 0.25
    elif edit == "removed":
        del entries[0]
    else:
        entries[0]["digest"] = entries[1]["digest"]
    path.write_text(json.dumps(entries), encoding="utf-8")
    with pytest.raises(ValueError, match="edited by hand"):
        Ledger(path)


@pytest.mark.parametrize("content", ["", "{}x", '{"p1": 1}', "[1]"])
def test_another_file_is_refused(path, content):
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"predictions\.json"):
        Ledger(path)


def test_nothing_is_written_while_a_prediction_is_missing(path):
    with pytest.raises(ValueError, match="p2_up is still None"):
        Ledger(path).predict({"p1_gap": 0.1, "p2_up": None})
    with pytest.raises(ValueError, match="p1_order must name each of a, b once"):
        Ledger(path).predict({"p1_order": ["a", "a"]}, orders={"p1_order": ("a", "b")})
    assert not path.exists()
