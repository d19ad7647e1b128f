"""The CIFAR-10 sample: fresh rendered rows, and the two Parquet files in `datasets/cifar10`."""

from __future__ import annotations

import io
import json
from collections import Counter
from random import Random
from typing import Any

import numpy as np
import pyarrow
import pyarrow.parquet
from PIL import Image

from course.recipes.cifar10 import animals, quadrupeds, vehicles
from course.recipes.cifar10.scenes import Draw, compose

SEED = 10
CLASSES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
TYPES: tuple[tuple[Draw, ...], ...] = (
    vehicles.AIRPLANES, vehicles.AUTOMOBILES, animals.BIRDS, animals.CATS, quadrupeds.DEER, quadrupeds.DOGS, animals.FROGS,
    quadrupeds.HORSES, vehicles.SHIPS, vehicles.TRUCKS,
)  # fmt: skip
FROM_ABOVE = {vehicles.plane_from_above, animals.frog_from_above}
FILES = {"train": "train-00000-of-00001.parquet", "test": "test-00000-of-00001.parquet"}
ROWS = {"train": 1500, "test": 500}
COMPRESSED, GREY, MISLABELLED = 0.06, 0.02, 0.01
DUPLICATES = {"train": 12, "test": 4}
ACROSS = 8


def picture(seed: int | str, index: int, label: int) -> np.ndarray:
    """Picture `index` of a series, of the given class; (32, 32, 3) uint8."""
    rng = Random(f"cifar10 {seed} {index}")
    draw = rng.choice(TYPES[label])
    return compose(rng, draw, any_turn=draw in FROM_ABOVE)


def draw_rows(seed: int, count: int) -> list[dict[str, Any]]:
    """Fresh clean rows, classes as equal as `count` allows, shuffled.

    Returns:
        Rows {"img": (32, 32, 3) uint8, "label": 0 to 9}.
    """
    labels = _labels(f"fresh {seed}", count)
    return [
        {"img": picture(f"fresh {seed}", index, label), "label": label} for index, label in enumerate(labels)
    ]


def draw_sample() -> tuple[dict[str, list[dict[str, Any]]], Counter[str]]:
    """The rows of both splits as stored, {"img": PNG bytes, "label"}, and how many rows have each quirk."""
    rng = Random(f"cifar10 quirks {SEED}")
    splits = {split: _split(rng, split, count) for split, count in ROWS.items()}
    touched = {split: set() for split in ROWS}
    for source, target, count in (
        ("train", "train", DUPLICATES["train"]),
        ("test", "test", DUPLICATES["test"]),
        ("train", "test", ACROSS),
    ):
        _repeat(rng, splits[source], touched[source], splits[target], touched[target], count)
    quirks = [quirk for rows in splits.values() for row in rows for quirk in row.pop("quirks")]
    planted = Counter(quirks)
    planted["duplicates inside a split"] = sum(DUPLICATES.values())
    planted["duplicates across splits"] = ACROSS
    return splits, planted


def render() -> dict[str, bytes]:
    """Both files of the sample, in the columns and with the metadata of the Hugging Face copy of CIFAR-10."""
    splits, _ = draw_sample()
    return {FILES[split]: _parquet(rows) for split, rows in splits.items()}


def _labels(series: str, count: int) -> list[int]:
    labels = [index % len(CLASSES) for index in range(count)]
    Random(f"cifar10 labels {series}").shuffle(labels)
    return labels


def _split(rng: Random, split: str, count: int) -> list[dict[str, Any]]:
    series = f"{SEED} {split}"
    rows = []
    for index, label in enumerate(_labels(series, count)):
        pixels, quirks = _worn(rng, picture(series, index, label))
        wrong = rng.random() < MISLABELLED
        stored = (label + rng.randint(1, 9)) % len(CLASSES) if wrong else label
        quirks += ["mislabelled"] * wrong
        rows.append({"img": _png(pixels), "label": stored, "quirks": quirks})
    return rows


def _worn(rng: Random, pixels: np.ndarray) -> tuple[np.ndarray, list[str]]:
    kind = rng.random()
    if kind < COMPRESSED:
        buffer = io.BytesIO()
        Image.fromarray(pixels).save(buffer, "JPEG", quality=rng.randint(12, 40))
        return np.asarray(Image.open(buffer)), ["JPEG artefacts"]
    if kind < COMPRESSED + GREY:
        grey = np.asarray(Image.fromarray(pixels).convert("L"), dtype=np.int16)[..., None]
        tint = np.array([rng.randint(-2, 2) for _ in range(3)])
        return np.clip(grey + tint, 0, 255).astype(np.uint8), ["near grey"]
    return pixels, []


def _repeat(
    rng: Random,
    source: list[dict[str, Any]],
    source_touched: set[int],
    target: list[dict[str, Any]],
    target_touched: set[int],
    count: int,
) -> None:
    """Overwrite `count` rows of `target` by copies of rows of `source` with the same label; each row is used once."""
    for _ in range(count):
        place = rng.choice([index for index in range(len(target)) if index not in target_touched])
        target_touched.add(place)
        label = target[place]["label"]
        original = rng.choice(
            [
                index
                for index, row in enumerate(source)
                if row["label"] == label and index not in source_touched
            ]
        )
        source_touched.add(original)
        target[place] = {**source[original], "quirks": list(source[original]["quirks"])}


def _png(pixels: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()


def _parquet(rows: list[dict[str, Any]]) -> bytes:
    image = pyarrow.struct([("bytes", pyarrow.binary()), ("path", pyarrow.string())])
    features = {"img": {"_type": "Image"}, "label": {"names": list(CLASSES), "_type": "ClassLabel"}}
    schema = pyarrow.schema(
        [("img", image), ("label", pyarrow.int64())],
        metadata={"huggingface": json.dumps({"info": {"features": features}})},
    )
    columns = {
        "img": [{"bytes": row["img"], "path": None} for row in rows],
        "label": [row["label"] for row in rows],
    }
    buffer = io.BytesIO()
    pyarrow.parquet.write_table(
        pyarrow.table(columns, schema=schema), buffer, compression="NONE", use_dictionary=False
    )
    return buffer.getvalue()
