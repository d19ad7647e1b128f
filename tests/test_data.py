"""All data sets alike: the samples are what their recipes make, load by one call, and have no shortcut."""

import importlib.util
import json
import subprocess
import sys
from typing import Any

import pytest

from course.kit import distributions
from course.kit.data import DATASETS, describe, label_ids, load_data, read_rows
from course.kit.errors import MissingResource
from course.kit.paths import PROJECT_ROOT, sample_folder
from course.recipes import building

MEGABYTE = 2**20
SLOW_TO_REBUILD = ("shemo", "cifar10")
NAMES = [
    pytest.param(name, marks=pytest.mark.training) if name in SLOW_TO_REBUILD else name for name in DATASETS
]


@pytest.mark.parametrize("name", NAMES)
def test_the_sample_is_what_its_recipe_makes(name):
    assert building.check(name) == []


def test_a_changed_sample_and_a_stale_card_are_noticed(tmp_path):
    building.build("farstail", tmp_path)
    card = (sample_folder("farstail") / "CARD.md").read_text(encoding="utf-8")
    (tmp_path / "CARD.md").write_text(
        card.replace("Test-word.csv` |", "Test-word.csv` | 1"), encoding="utf-8"
    )
    assert building.check("farstail", tmp_path) == ["CARD.md"]
    (tmp_path / "Val-word.csv").write_bytes(b"premise\thypothesis\tlabel\n")
    assert building.check("farstail", tmp_path) == ["Val-word.csv"]


@pytest.mark.parametrize("name", DATASETS)
def test_it_loads_as_a_dataset_dict_with_the_promised_columns(name):
    dataset = describe(name)
    loaded = load_data(name)
    assert set(loaded) == set(dataset.files)
    for split in loaded:
        assert set(dataset.columns) <= set(loaded[split].column_names)
        assert len(loaded[split]) == len(read_rows(name, str(split))) > 0


@pytest.mark.parametrize("name", [name for name, dataset in DATASETS.items() if dataset.label])
def test_every_label_occurs_in_training(name):
    dataset = describe(name)
    label = str(dataset.label)
    rows = [row for row in read_rows(name, "train") if row[label] in (*dataset.labels, *range(10))]
    assert set(label_ids(rows, name)) == set(range(len(dataset.labels)))


@pytest.mark.parametrize("name", DATASETS)
def test_no_folder_of_data_can_be_imported(name):
    assert not list(sample_folder(name).rglob("*.py"))
    assert (sample_folder(name) / "CARD.md").exists()


def test_import_datasets_is_hugging_faces():
    code = "import datasets; print(datasets.__file__, datasets.Dataset)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT_ROOT, capture_output=True, text=True, check=True
    )
    assert "site-packages" in done.stdout
    assert importlib.util.find_spec("datasets.arrow_dataset") is not None


def test_the_repository_stays_small():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT_ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout")
    files = [PROJECT_ROOT / name for name in listed.stdout.decode().split("\0") if name]
    assert sum(path.stat().st_size for path in files if path.exists()) < 80 * MEGABYTE


def test_a_missing_real_set_says_what_to_run(monkeypatch, tmp_path):
    monkeypatch.setenv("TAMRIN_DATA", str(tmp_path))
    for name, dataset in DATASETS.items():
        if dataset.real:
            with pytest.raises(MissingResource, match=f"tamrin data prepare {name}"):
                load_data(name, "real")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("farstale", "train"), "no data set 'farstale'"),
        (("farstail", "dev"), "no split 'dev'"),
        (("farstail", "train", "fast"), "no profile 'fast'"),
    ],
)
def test_a_wrong_name_is_named(arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        read_rows(*arguments)


def test_the_notebooks_view_of_speech_and_images_is_decoded():
    clip: Any = next(iter(load_data("shemo")["train"]))
    assert clip["audio"]["sampling_rate"] == 16_000
    assert clip["audio"]["array"].ndim == 1
    picture: Any = load_data("cifar10")["test"][0]
    assert picture["img"].size == (32, 32)


@pytest.mark.parametrize("name", DATASETS)
def test_its_distributions_can_be_drawn(name, tmp_path):
    splits = distributions.read_splits(name)
    assert all(
        sum(distributions.label_counts(name, rows).values()) in (0, len(rows)) for rows in splits.values()
    )
    distributions.draw(name, splits).savefig(tmp_path / "plot.png")
    assert (tmp_path / "plot.png").stat().st_size > 5000


def test_rows_are_shown_on_one_line():
    for name in DATASETS:
        for split, rows in distributions.read_splits(name).items():
            line = distributions.shown(rows[0])
            assert "\n" not in line, (name, split)
            assert len(line) < 1500


def test_quartiles_of_numbers():
    assert distributions.quartiles([5.0, 1.0, 2.0, 3.0, 4.0]) == "1 / 2 / 3 / 4 / 5"


def test_metadata_of_the_speech_sample_names_files_beside_it():
    entries = json.loads((sample_folder("shemo") / "shemo.json").read_text(encoding="utf-8"))
    assert all(not entry["path"].startswith("/") for entry in entries.values())
