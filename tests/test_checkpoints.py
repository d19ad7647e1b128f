"""All mini checkpoints alike: small, published with checksums, loaded offline by one call, and worth their pretraining."""

import json
import shutil
import statistics
import subprocess
import sys

import pytest
import torch

from benchmarks.pretraining import __main__ as measuring
from benchmarks.pretraining import report
from course.kit.checkpoints import HEADS, load_checkpoint
from course.kit.errors import MissingResource
from course.kit.paths import PROJECT_ROOT
from course.zoo import registry
from course.zoo.recipes.pretraining import Run, train

QUICK = json.loads((measuring.MEASURED / "quick.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", registry.CHECKPOINTS)
def test_it_is_published_whole_and_small(name):
    registry.verify(name)
    files = registry.published(name)
    assert {"config.json", "model.safetensors"} <= set(files)
    assert sum(int(facts["bytes"]) for facts in files.values()) <= 4 * 2**20
    assert (registry.find(name).folder / "CARD.md").exists()


@pytest.mark.parametrize("name", registry.CHECKPOINTS)
def test_one_call_loads_model_and_processor(name):
    model, processor = load_checkpoint(name)
    assert next(model.parameters()).dtype == torch.float32
    assert not model.training
    assert callable(processor)


def test_the_head_depends_on_the_seed_alone():
    def head(seed: int) -> torch.Tensor:
        model, _ = load_checkpoint("mini-albert", head="question-answering", seed=seed)
        return model.qa_outputs.weight

    assert torch.equal(head(3), head(3))
    assert not torch.equal(head(3), head(4))


def test_settings_reach_the_model():
    model, _ = load_checkpoint("mini-electra", head="sequence-classification", num_labels=5)
    assert model.config.num_labels == 5


def test_an_unknown_head_is_named():
    with pytest.raises(ValueError, match="question-answering"):
        load_checkpoint("mini-albert", head="tail")
    assert None in HEADS


def test_the_gpu_profile_loads_a_local_folder_by_the_hub_name(tmp_path, monkeypatch):
    shutil.copytree(registry.find("mini-xlmr").folder, tmp_path / "xlm-roberta-base")
    monkeypatch.setenv("TAMRIN_CHECKPOINTS", str(tmp_path))
    model, tokenizer = load_checkpoint("mini-xlmr", "gpu")
    assert model.config.model_type == "xlm-roberta"
    assert tokenizer("سلام")["input_ids"]


def test_a_checkpoint_that_is_nowhere_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("TAMRIN_CHECKPOINTS", str(tmp_path))
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    with pytest.raises(MissingResource, match="TAMRIN_CHECKPOINTS"):
        load_checkpoint("mini-deit", "gpu")
    monkeypatch.setattr(registry, "zoo_folder", lambda: tmp_path)
    with pytest.raises(MissingResource, match="tamrin zoo build mini-deit"):
        registry.published("mini-deit")


def test_loading_opens_no_connection():
    # A process of its own, because the hub's address is read when its library is imported.
    code = f"""
import socket
def refuse(*arguments, **options):
    raise AssertionError("a connection was opened")
socket.socket.connect = refuse
from course.kit.checkpoints import load_checkpoint
for name in {list(registry.CHECKPOINTS)!r}:
    load_checkpoint(name)
print("quiet")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT_ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip().endswith("quiet"), done.stderr[-2000:]


@pytest.mark.parametrize("result", QUICK, ids=lambda result: f"{result['checkpoint']}, {result['metric']}")
def test_what_was_measured_shows_that_pretraining_is_worth_it(result):
    finals = {kind: [curve[-1][1] for curve in runs] for kind, runs in result["curves"].items()}
    assert all(len(values) >= 5 for values in finals.values())
    assert statistics.mean(finals["pretrained"]) - statistics.mean(finals["random"]) >= 0.10
    assert result["slowest"] <= 30


@pytest.mark.parametrize("profile", ["quick", "real"])
def test_the_page_shows_what_was_measured(profile):
    results = json.loads((measuring.MEASURED / f"{profile}.json").read_text(encoding="utf-8"))
    page = (measuring.MEASURED / "README.md").read_text(encoding="utf-8")
    assert report.table(results) in page
    assert measuring.with_table(page, results, profile) == page


def test_every_checkpoint_was_measured_on_its_sample():
    assert {result["checkpoint"] for result in QUICK} == set(registry.CHECKPOINTS)


class _Line(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.layer = torch.nn.Sequential(torch.nn.Linear(4, 4), torch.nn.Dropout(0.5), torch.nn.Linear(4, 1))

    def forward(self, batch: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        return {"loss": (self.layer(batch["x"]).squeeze(-1) - batch["x"].sum(-1)).square().mean()}


def test_a_build_that_was_killed_goes_on_to_the_same_weights(tmp_path):
    def batch(step: int) -> dict[str, torch.Tensor]:
        return {"x": torch.randn(8, 4, generator=Run(tmp_path).generator("line", step))}

    def batch_until_killed(step: int) -> dict[str, torch.Tensor]:
        if step == 250:
            raise KeyboardInterrupt
        return batch(step)

    steps: list[int] = []

    def noted_batch(step: int) -> dict[str, torch.Tensor]:
        steps.append(step)
        return batch(step)

    whole, resumed = _Line(), _Line()
    train(Run(tmp_path / "whole"), "line", whole, batch, 300, 1e-2)
    with pytest.raises(KeyboardInterrupt):
        train(Run(tmp_path / "parts"), "line", _Line(), batch_until_killed, 300, 1e-2)
    train(Run(tmp_path / "parts"), "line", resumed, noted_batch, 300, 1e-2)
    assert steps == list(range(200, 300))
    for name, value in whole.state_dict().items():
        assert torch.equal(value, resumed.state_dict()[name])
