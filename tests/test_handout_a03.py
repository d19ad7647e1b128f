"""What the handout and the notebook of a03_zero_shot say and do, beyond what holds for all."""

from pathlib import Path
from typing import Any

import pytest

from tests import notebooks
from tests.test_handouts import Handout

HANDOUT = Handout("a03_zero_shot")


@pytest.mark.training
def test_the_notebook_runs_with_the_reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    predictions = {"p1_in_distribution": [0.9, 1.0], "p2_out_of_distribution": [0.6, 0.9],
                   "p3_gap": [0.05, 0.3], "p4_centring": 0.3, "p5_shots": 4}  # fmt: skip

    def shorten(names: dict[str, Any]) -> None:
        names["SETTINGS"] |= {"steps": 4, "evaluate_every": 2, "warmup": 1}
        names["SEEDS"], names["SIZES"] = (0, 1), (0, 2)

    names = notebooks.run_notebook(HANDOUT, predictions, shorten, tmp_path, monkeypatch)
    assert names["foreign_texts"](names["seen"], names["allowed"]) == []
    assert len(names["table"]) == 4
    assert names["first_broken"](names["entries"]) is None
    assert {path.suffix for path in (tmp_path / "results").iterdir()} >= {".md", ".html", ".png"}
