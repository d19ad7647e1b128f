"""What the handout and the notebook of a11_speech say and do, beyond what holds for all."""

from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch

from course.a11_speech.figures import draw
from course.kit.paths import sample_folder
from tests import notebooks
from tests.test_handouts import Handout

HANDOUT = Handout("a11_speech")
solution = partial(notebooks.solution, HANDOUT)


def test_the_lengths_in_the_figures_are_those_of_the_reference():
    frames, config = solution("q5_collate"), draw.hubert_base()
    table = draw.convolution_table(config, 32_000)
    assert [row[3:] for row in table] == [
        frames.receptive_field(config.conv_kernel[:depth], config.conv_stride[:depth])
        for depth in range(1, len(table) + 1)
    ]
    lengths = frames.feature_lengths(
        torch.tensor([32_000, 399, 1200]), config.conv_kernel, config.conv_stride
    )
    assert lengths.tolist() == [table[-1][2], 0, 3] == [99, 0, 3]


def test_the_quoted_sizes_of_hubert_are_right():
    sizes = {name: size / 1e6 for name, size in draw.part_sizes(draw.hubert_base()).items()}
    assert (round(sizes["whole"], 1), round(sizes["convolutions"], 1)) == (94.4, 4.2)
    assert round((16 * sizes["whole"] - 12 * sizes["convolutions"]) / 1e3, 1) == 1.5
    assert 0.7 + 0.2 + 0.1 != 1
    assert 17.5 * 60 * 16_000 > 2**24 == 16_777_216


def test_the_sample_is_as_described():
    found = solution("q1_inventory").inventory(sample_folder("shemo"))
    assert len(found["rows"]) + len(found["bad"]) == 600
    speakers = Counter(row["speaker"] for row in found["rows"])
    assert (len(speakers), min(speakers.values()), max(speakers.values())) == (23, 6, 47)
    seconds = sorted(row["seconds"] for row in found["rows"])
    assert (round(seconds[0]), round(seconds[-1])) == (1, 10)


@pytest.mark.training
def test_the_notebook_runs_with_the_reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    predictions = {"p1_leaks": ["segments", "speakers", "oversampling"], "p2_oversampling": 0.1,
                   "p3_pooling": ["mean", "max", "first"], "p4_weights": ["down", "up"]}  # fmt: skip

    def shorten(names: dict[str, Any]) -> None:
        names["SETTINGS"] |= {"steps": 2, "unit_steps": 2}
        names["SEEDS"] = (0, 1)

    names = notebooks.run_notebook(HANDOUT, predictions, shorten, tmp_path, monkeypatch)
    assert {name: len(values) for name, values in names["damage"].items()} == dict.fromkeys(names["LEAKS"], 2)
    assert not set(names["train_rows"]) & set(names["test_rows"])
    assert all(row["mask"] < 1e-4 < row["no mask"] for row in names["padding"][1:])
