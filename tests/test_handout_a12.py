"""What the handout and the notebook of a12_layers say and do, beyond what holds for all."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from transformers import BertConfig, BertForSequenceClassification

from course.a12_layers.figures import draw
from course.kit.seeding import generator
from tests import notebooks
from tests.test_handouts import Handout

HANDOUT = Handout("a12_layers")
solution = partial(notebooks.solution, HANDOUT)


def test_the_sizes_in_the_figures_are_those_of_the_treated_models():
    config = BertConfig.from_dict(
        {
            "vocab_size": 50,
            "num_labels": 3,
            "hidden_size": 16,
            "num_attention_heads": 4,
            "intermediate_size": 64,
        }
    )
    freeze, prune = solution("q3_freeze"), solution("q6_prune")
    heads = prune.choose_heads(12, 4, 0.5, generator(0))
    treat: dict[str, Callable[[Any], Any]] = {
        "all": lambda model: model,
        "first_9_frozen": lambda model: freeze.freeze_first_layers(model, 9) or model,
        "all_but_last_frozen": lambda model: freeze.freeze_all_but_last_layer(model) or model,
        "first_9_kept": lambda model: solution("q5_truncate").truncate(model, 9),
        "half_heads_pruned": lambda model: prune.prune_heads(model, heads) or model,
    }
    counted = {
        name: tuple(freeze.count_parameters(change(BertForSequenceClassification(config))).values())
        for name, change in treat.items()
    }
    assert counted == draw.treatment_sizes(config)


def test_the_quoted_sizes_of_parsbert_are_right():
    parts, sizes = draw.part_sizes(draw.parsbert()), draw.treatment_sizes(draw.parsbert())
    total = sizes["all"][1]
    assert (round(total / 1e6), round(100 * parts["embeddings"] / total)) == (163, 47)
    assert round((total - sizes["half_heads_pruned"][1]) / 1e6, 1) == 14.2
    trained = sizes["first_9_frozen"][0]
    assert (round(16 * total / 1e9, 1), round((12 * trained + 4 * total) / 1e9, 1)) == (2.6, 0.9)


@pytest.mark.training
def test_the_notebook_runs_with_the_reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    predictions = {"p1_order": list(solution("q7_compare").TREATMENTS), "p2_gap": 0.1,
                   "p3_stop_words": "down", "p4_kept": False}  # fmt: skip

    def shorten(names: dict[str, Any]) -> None:
        names["SETTINGS"]["steps"], names["SEEDS"] = 2, (0, 1)

    names = notebooks.run_notebook(HANDOUT, predictions, shorten, tmp_path, monkeypatch)
    assert set(names["scores"]) == set(names["TREATMENTS"])
    assert [len(values) for values in names["preprocessing"].values()] == [2, 2, 2, 2]
