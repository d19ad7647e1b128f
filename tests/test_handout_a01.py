"""What the handout and the notebook of a01_entailment say and do, beyond what holds for all."""

import math
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch

from course.kit.checkpoints import load_tokenizer
from course.kit.data import read_rows
from course.kit.seeding import generator
from tests import notebooks
from tests.test_handouts import Handout

HANDOUT = Handout("a01_entailment")
solution = partial(notebooks.solution, HANDOUT)


def test_the_quoted_shares_of_padding_are_right():
    explore, tokenize, batch = map(solution, ("q1_explore", "q2_tokenize", "q3_batch"))
    rows = explore.clean(read_rows("parsinlu-entailment", "train"), tokenize.normalise)["rows"]
    pairs = tokenize.encode_pairs(
        load_tokenizer("mini-parsbert", "quick"),
        *([tokenize.normalise(row[key]) for row in rows] for key in ("sent1", "sent2")),
        64,
    )
    lengths = [len(pair["input_ids"]) for pair in pairs]
    random, grouped = (
        batch.padding_share(lengths, batch.grouped_batches(lengths, 16, generator(0), pool))
        for pool in (1, 16)
    )
    assert f"{random:.0%} of what".replace("%", " %") in HANDOUT.texts["en"]
    assert f"grouped {grouped:.0%}".replace("%", " %") in HANDOUT.texts["en"]


def test_the_quoted_numbers_of_examples_and_the_quoted_interval_are_right():
    sizes = {split: len(read_rows("parsinlu-entailment", split)) for split in ("train", "validation", "test")}
    for size in (sizes["train"], sizes["validation"]):
        assert str(size) in HANDOUT.texts["en"]
    interval = solution("q6_compare").interval([0.50, 0.52, 0.54])
    assert f"from {interval['low']:.3f} to {interval['high']:.3f}" in HANDOUT.texts["en"]
    assert f"ln 3 ≈ {math.log(3):.2f}" in HANDOUT.texts["en"]


@pytest.mark.training
def test_the_notebook_runs_with_the_reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    predictions = {"p1_leaks": 3, "p2_accuracy": 0.5, "p3_best_epoch": True,
                   "p4_verdict": "not significantly different"}  # fmt: skip

    def shorten(names: dict[str, Any]) -> None:
        names["SETTINGS"]["epochs"] = 1
        names["SEEDS"] = (0, 1)

    names = notebooks.run_notebook(HANDOUT, predictions, shorten, tmp_path, monkeypatch)
    assert names["losses"][-1] < 0.8 * names["losses"][0]  # 24 steps on eight pairs
    assert names["leaks"]
    assert not set(names["in_training"]) - set(range(len(names["cleaned"]["test"]["rows"])))
    assert {name: len(runs) for name, runs in names["answers"].items()} == dict.fromkeys(names["MODELS"], 2)
    assert all(len(runs[0]) == len(names["pairs"]["test"]) for runs in names["answers"].values())
    assert not torch.equal(*names["answers"]["mini-parsbert"])  # the seeds made a difference
    assert {path.suffix for path in (tmp_path / "results").iterdir()} >= {".md", ".html", ".png"}
