"""What the handout and the notebook of a10_vision say and do, beyond what holds for all."""

import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import DeiTForImageClassification

from benchmarks.pictures import edge_accuracy, pictures
from course.a10_vision.figures import draw
from tests import notebooks
from tests.test_handouts import Handout, table_numbers

HANDOUT = Handout("a10_vision")
solution = partial(notebooks.solution, HANDOUT)


@pytest.mark.parametrize("config", [draw.deit_small(), draw.mini_deit()], ids=["deit-small", "mini-deit"])
def test_the_sizes_in_the_figures_are_those_of_the_frozen_model(config: Any):
    freeze = solution("q3_freeze")
    with torch.device("meta"):
        model = DeiTForImageClassification(config)
    freeze.freeze_all_but_last_block(model)
    assert tuple(freeze.count_parameters(model).values()) == draw.frozen_sizes(config)


def test_the_quoted_sizes_are_right():
    trained, total = draw.frozen_sizes(draw.deit_small())
    assert f"{trained:,} of {total:,} parameters, {trained / total:.1%}".replace("%", " %") in (
        HANDOUT.texts["en"].replace("\n", " ")
    )
    assert round(total / trained) == 12  # "one parameter in twelve trains"
    assert round(50_000 * 3 * 224 * 224 * 4 / 1e9) == 30
    assert (224 * 224, (224 // 16) ** 2 + 2) == (50_176, 198)


def test_edges_reach_what_the_table_says():
    (train, train_labels), (test, test_labels) = pictures("quick")
    rows = [row for row in table_numbers(HANDOUT.texts["en"]) if re.match(r"0\.\d{3}$", "".join(row[:1]))]
    edges = float(rows[-1][0])
    # other versions of the libraries may tell a picture or two apart differently
    assert edge_accuracy(train, train_labels, test, test_labels) == pytest.approx(edges, abs=0.01)


@pytest.mark.training
def test_the_notebook_runs_with_the_reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    predictions = {"p1_order": ["all", "last_block", "edges", "scratch"], "p2_gap": 0.1,
                   "p3_speed": 12, "p4_larger": "same"}  # fmt: skip

    def shorten(names: dict[str, Any]) -> None:
        names["SETTINGS"]["steps"] = 2

    names = notebooks.run_notebook(HANDOUT, predictions, shorten, tmp_path, monkeypatch)
    assert set(names["accuracy"]) == set(names["WAYS"])
    assert names["difference"] < 1e-4  # of the logits in both libraries
    # the question "does shuffling cost anything" has an answer only if the patches really moved
    assert not torch.equal(names["shuffled"], names["images"])
