"""The FarsTail sample, its recipe, and the preparation of the real files."""

import hashlib
import json
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from course.kit import prepare
from course.kit.data import COLUMNS, FILES, LABELS, SPLITS, label_ids, load_data, read_rows
from course.kit.errors import BadSource, MissingResource
from course.kit.paths import sample_folder
from course.recipes.farstail import draw_rows
from course.recipes.farstail.recipe import check, draw_sample, read_core


@pytest.fixture(scope="module")
def sample():
    return {split: read_rows("farstail", split) for split in SPLITS}


def test_the_recipe_writes_the_committed_sample_bit_for_bit():
    assert check(sample_folder("farstail")) == []


def test_a_changed_file_is_noticed(tmp_path):
    for name in FILES["farstail"].values():
        (tmp_path / name).write_bytes((sample_folder("farstail") / name).read_bytes())
    (tmp_path / "Val-word.csv").write_text("premise\thypothesis\tlabel\n", encoding="utf-8")
    (tmp_path / "Test-word.csv").unlink()
    assert set(check(tmp_path)) == {"Val-word.csv", "Test-word.csv"}


def test_labels_are_balanced_in_every_split(sample):
    for split, count in (("train", 800), ("validation", 100), ("test", 100)):
        assert Counter(row["label"] for row in sample[split]) == dict.fromkeys(LABELS["farstail"], count)


def test_no_premise_is_in_two_splits(sample):
    premises = {split: {row["premise"].strip() for row in rows} for split, rows in sample.items()}
    assert not premises["train"] & premises["validation"]
    assert not premises["train"] & premises["test"]
    assert not premises["validation"] & premises["test"]


def test_labels_cannot_be_read_off_shallow_features(sample):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    fresh = draw_rows(seed=31, premises=300)
    views = {
        "hypothesis": lambda row: row["hypothesis"],
        "both": lambda row: row["premise"] + " " + row["hypothesis"],
        "length": lambda row: f"words{len(row['hypothesis'].split())} letters{len(row['hypothesis']) // 4}",
    }
    for name, view in views.items():
        model = make_pipeline(TfidfVectorizer(token_pattern=r"\S+"), LogisticRegression(max_iter=1000))
        model.fit([view(row) for row in sample["train"]], label_ids(sample["train"]))
        # Chance is 1/3; with 900 rows 0.42 is more than five standard errors above it.
        assert model.score([view(row) for row in fresh], label_ids(fresh)) < 0.42, name


def test_quirks_are_present_but_rare(sample):
    texts = [row[column] for row in sample["train"] for column in ("premise", "hypothesis")]
    assert any(text != text.strip() for text in texts)
    assert any(set("٠١٢٣٤٥٦٧٨٩") & set(text) for text in texts)
    assert any(unicodedata.normalize("NFC", text) != text for text in texts)
    for character in 'يكىـ\u200f"':
        assert any(character in text for text in texts), repr(character)
    _, planted = draw_sample()
    assert planted["rows"] <= 0.1 * sum(len(rows) for rows in sample.values())


def test_fresh_rows_are_clean_reproducible_and_new(sample):
    rows = draw_rows(seed=7, premises=100)
    assert rows == draw_rows(seed=7, premises=100)
    assert rows != draw_rows(seed=8, premises=100)
    assert len(rows) == 300
    assert label_ids(rows).count(0) == 100
    for row in rows:
        for text in (row["premise"], row["hypothesis"]):
            assert text == " ".join(text.split())
            assert unicodedata.is_normalized("NFC", text)
    known = {row["premise"] for split in SPLITS for row in sample[split]}
    assert not known & {row["premise"] for row in rows}


def test_negation_says_nothing_about_the_label():
    rows = [row for row in draw_rows(seed=11, premises=1500) if "نبود" in row["hypothesis"]]
    shares = [count / len(rows) for count in Counter(row["label"] for row in rows).values()]
    # About 500 denied statements: a share leaves this band by chance in fewer than one of 10,000 draws.
    assert len(shares) == 3
    assert all(0.25 < share < 0.42 for share in shares)


def test_every_handwritten_premise_has_one_hypothesis_of_each_label():
    core = read_core()
    assert len(core) >= 60
    assert all(tuple(row["label"] for row in triple) == LABELS["farstail"] for triple in core)


def test_load_data_gives_the_same_rows(sample):
    dataset = load_data("farstail")
    assert {split: len(dataset[split]) for split in SPLITS} == {split: len(sample[split]) for split in SPLITS}
    assert dataset["validation"][0] == sample["validation"][0]


def test_the_datasets_folder_does_not_shadow_the_library():
    import datasets

    assert hasattr(datasets, "load_dataset")
    assert not list(sample_folder("farstail").parent.rglob("__init__.py"))


def test_unknown_names_are_refused():
    for arguments in (("nothing", "train"), ("farstail", "dev"), ("farstail", "train", "fast")):
        with pytest.raises(ValueError):
            read_rows(*arguments)


def test_missing_reduced_data_say_what_to_run(tmp_path, monkeypatch):
    monkeypatch.setenv("TAMRIN_DATA", str(tmp_path))
    with pytest.raises(MissingResource, match="tamrin data prepare farstail"):
        read_rows("farstail", "train", "real")


@pytest.fixture
def release(tmp_path, monkeypatch):
    """The sample's files under the release's names, registered as a known revision of their own."""
    folder = tmp_path / "release"
    folder.mkdir()
    files = {}
    for split, name in FILES["farstail"].items():
        content = (sample_folder("farstail") / name).read_bytes()
        (folder / name).write_bytes(content)
        rows = len(read_rows("farstail", split))
        files[split] = prepare.ReleasedFile(hashlib.sha256(content).hexdigest(), rows)
    monkeypatch.setattr(prepare, "FARSTAIL_REVISIONS", {"sample": files})
    monkeypatch.setattr(prepare, "FARSTAIL_ROWS", {"train": 301, "validation": 90, "test": 90})
    monkeypatch.setenv("TAMRIN_DATA", str(tmp_path / "data"))
    return folder


def test_preparation_round_trip_keeps_whole_premises(release, sample, tmp_path):
    out = prepare.prepare_farstail(release)
    assert out == tmp_path / "data" / "farstail"
    for split, wanted in (("train", 301), ("validation", 90), ("test", 90)):
        rows = read_rows("farstail", split, "real")
        kept = {row["premise"] for row in rows}
        assert rows == [row for row in sample[split] if row["premise"] in kept]
        assert wanted - 10 < len(rows) <= wanted
    provenance = json.loads((out / prepare.PROVENANCE).read_text(encoding="utf-8"))
    assert provenance["revision"] == "sample"
    assert provenance["files"]["train"]["rows"] == len(sample["train"])


def test_preparation_is_deterministic_and_replaces_an_older_one(release, tmp_path):
    first = prepare.prepare_farstail(release, tmp_path / "a")
    (first / "train.parquet").write_bytes(b"old")
    prepare.prepare_farstail(release, first)
    second = prepare.prepare_farstail(release, tmp_path / "b")
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def _change_a_letter(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace("بود", "بوذ", 1), encoding="utf-8")


def _rename_a_column(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace("hypothesis", "claim", 1), encoding="utf-8")


def _wrong_encoding(path: Path) -> None:
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))


@pytest.mark.parametrize("damage", [_cut, _change_a_letter, _rename_a_column, _wrong_encoding, Path.unlink])
def test_a_damaged_source_is_refused_and_nothing_is_written(release, damage, tmp_path):
    damage(release / "Val-word.csv")
    with pytest.raises(BadSource, match=r"Val-word\.csv"):
        prepare.prepare_farstail(release)
    assert not (tmp_path / "data").exists()


def test_an_interrupted_preparation_leaves_nothing_half_written(release, tmp_path, monkeypatch):
    old = prepare.prepare_farstail(release)
    before = {path.name: path.read_bytes() for path in old.iterdir()}

    def interrupt(path):
        raise KeyboardInterrupt

    monkeypatch.setattr(prepare, "_flush", interrupt)
    for out in (old, tmp_path / "data" / "new"):
        with pytest.raises(KeyboardInterrupt):
            prepare.prepare_farstail(release, out)
    assert {path.name: path.read_bytes() for path in old.iterdir()} == before
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["farstail"]


def test_columns_are_those_of_the_release():
    header = (sample_folder("farstail") / "Test-word.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.split("\t") == [*COLUMNS["farstail"], "hard(hypothesis)", "hard(overlap)"]
