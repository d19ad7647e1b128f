"""What the handout and the notebook of a02_multilingual say and do, beyond what holds for all."""

from pathlib import Path
from typing import Any

import pytest

from tests import notebooks
from tests.test_handouts import Handout

HANDOUT = Handout("a02_multilingual")


@pytest.mark.training
def test_the_notebook_runs_with_the_reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    predictions = {"p1_order": ["XLM-R, both", "ParsBERT, Persian", "ELECTRA, English", "XLM-R, English",
                                "XLM-R, Persian"],
                   "p2_leak": 0.05, "p3_verdict": "matches", "p4_auc": True}  # fmt: skip

    def shorten(names: dict[str, Any]) -> None:
        names["RUNS"] = {name: (*run[:2], 4, run[3]) for name, run in names["RUNS"].items()}
        names["SEEDS"] = (0, 1)

    names = notebooks.run_notebook(HANDOUT, predictions, shorten, tmp_path, monkeypatch)
    assert {name: len(runs) for name, runs in names["scored"].items()} == dict.fromkeys(names["RUNS"], 2)
    assert names["cues"]  # the raw Persian column gives classes away
    assert not names["left"]  # and the clean one does not
    assert {path.suffix for path in (tmp_path / "results").iterdir()} >= {".md", ".html", ".png"}
