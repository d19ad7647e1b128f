"""The CIFAR-10 sample: its Parquet files, its quirks, and that colours do not give the labels away."""

import io
from collections import Counter

import numpy as np
import pyarrow.parquet
import pytest
from PIL import Image

from course.kit.data import describe, read_rows
from course.kit.paths import sample_folder
from course.recipes.cifar10 import draw_rows, recipe, surface


@pytest.fixture(scope="module")
def sample():
    return {split: read_rows("cifar10", split) for split in recipe.FILES}


@pytest.fixture(scope="module")
def pixels(sample):
    return {
        split: np.stack([np.asarray(Image.open(io.BytesIO(row["img"]["bytes"]))) for row in rows])
        for split, rows in sample.items()
    }


@pytest.fixture(scope="module")
def fresh():
    return draw_rows(seed=5, count=300)


def test_datasets_reads_images_and_class_names(tmp_path):
    from datasets import ClassLabel, Dataset
    from datasets import Image as ImageFeature

    path = sample_folder("cifar10") / recipe.FILES["test"]
    table = Dataset.from_parquet(str(path), cache_dir=str(tmp_path))
    assert isinstance(table.features["img"], ImageFeature)
    assert table.features["label"] == ClassLabel(names=list(describe("cifar10").labels))
    assert table[0]["img"].size == (32, 32)
    assert table[0]["img"].mode == "RGB"


def test_columns_are_those_of_the_original():
    schema = pyarrow.parquet.read_schema(sample_folder("cifar10") / recipe.FILES["train"])
    assert [(field.name, str(field.type)) for field in schema] == [
        ("img", "struct<bytes: binary, path: string>"),
        ("label", "int64"),
    ]


def test_every_picture_is_a_small_rgb_png(sample, pixels):
    assert {split: stack.shape for split, stack in pixels.items()} == {
        "train": (1500, 32, 32, 3),
        "test": (500, 32, 32, 3),
    }
    assert all(row["img"]["bytes"].startswith(b"\x89PNG") for rows in sample.values() for row in rows)


def test_labels_are_nearly_balanced(sample):
    for split, each in (("train", 150), ("test", 50)):
        counts = Counter(row["label"] for row in sample[split])
        assert set(counts) == set(range(10))
        # Only the wrong labels move the counts.
        assert all(abs(count - each) <= 6 for count in counts.values())


def test_duplicates_are_as_many_as_the_card_says(sample):
    seen = {split: Counter(row["img"]["bytes"] for row in rows) for split, rows in sample.items()}
    for split, count in recipe.DUPLICATES.items():
        assert sum(times - 1 for times in seen[split].values()) == count
    assert len(seen["train"].keys() & seen["test"].keys()) == recipe.ACROSS


def test_some_pictures_are_nearly_grey(pixels):
    spread = pixels["train"].max(-1).astype(int) - pixels["train"].min(-1)
    grey = (spread.max((1, 2)) <= 4).sum()
    assert 0.005 * 1500 < grey < 0.04 * 1500


def test_the_recipe_draws_the_committed_pictures(sample, pixels):
    series = f"{recipe.SEED} test"
    labels = recipe._labels(series, recipe.ROWS["test"])
    drawn = np.stack([recipe.picture(series, index, label) for index, label in enumerate(labels[:100])])
    same = (drawn == pixels["test"][:100]).all((1, 2, 3))
    # The others are those with a quirk in the picture: JPEG, grey, or overwritten by a duplicate.
    assert 0.8 < same.mean() < 1
    stored = np.array([row["label"] for row in sample["test"][:100]])
    assert (stored == labels[:100])[same].mean() > 0.95


def test_fresh_rows_are_balanced_reproducible_and_new(fresh, pixels):
    assert Counter(row["label"] for row in fresh) == dict.fromkeys(range(10), 30)
    again = draw_rows(seed=5, count=300)
    assert all(np.array_equal(one["img"], two["img"]) for one, two in zip(fresh, again, strict=True))
    assert all(row["img"].shape == (32, 32, 3) and row["img"].dtype == np.uint8 for row in fresh)
    known = {picture.tobytes() for stack in pixels.values() for picture in stack}
    series = known | {row["img"].tobytes() for row in fresh}
    assert len(series) == len(known) + 300
    assert not series & {row["img"].tobytes() for row in draw_rows(seed=6, count=20)}


def test_colours_and_coarse_pictures_do_not_tell_the_label(sample, pixels, fresh):
    labels = np.array([row["label"] for row in sample["train"]])
    stack, wanted = np.stack([row["img"] for row in fresh]), np.array([row["label"] for row in fresh])

    def coarse(pictures):
        return pictures.reshape(-1, 8, 4, 8, 4, 3).mean((2, 4)).reshape(-1, 192) / 255

    for view in (surface.colour, surface.colour_histogram, coarse):
        features, unseen = view(pixels["train"]), view(stack)
        weights = np.linalg.lstsq(np.c_[features, np.ones(len(features))], np.eye(10)[labels], rcond=None)[0]
        score = ((np.c_[unseen, np.ones(len(unseen))] @ weights).argmax(1) == wanted).mean()
        # Chance is 0.1; with 300 rows 0.2 is more than five standard errors above it.
        assert score < 0.2, view.__name__
