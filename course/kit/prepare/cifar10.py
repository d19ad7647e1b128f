"""CIFAR-10, photographs of ten classes, 32×32 RGB: from the binary version, the Hugging Face Parquet or an npz of arrays."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.kit.errors import BadSource
from course.kit.prepare.reading import checksum, find, read_bytes
from course.kit.prepare.reducing import split, stratified
from course.kit.prepare.releases import SourceFile, match
from course.kit.prepare.writing import Prepared
from course.kit.readers import Row

LABELS = (
    "airplane",
    "automobile",
    "bird",
    "cat",
    "deer",
    "dog",
    "frog",
    "horse",
    "ship",
    "truck",
)
ROWS = {"train": 1500, "validation": 500, "test": 500}
SEED = 1404
BINARY = {
    "train": tuple(f"data_batch_{number}.bin" for number in range(1, 6)),
    "test": ("test_batch.bin",),
}
PARQUET = {"train": "train-00000-of-00001.parquet", "test": "test-00000-of-00001.parquet"}
_PIXELS = (32, 32, 3)
_RECORD = 1 + 3 * 32 * 32  # a label and three planes
_WANTED = (
    "the folder of the binary version (data_batch_1.bin …), of the Hugging Face Parquet files or of one npz"
)


@dataclass(frozen=True)
class Part:
    """The original training or test part; images are made only of the rows that are kept."""

    labels: list[int]
    image: Callable[[int], dict[str, Any]]


def read(source: Path) -> Prepared:
    """The set in `source`, reduced to 1500, 500 and 500 images with as many of every class as the source has.

    The validation split is drawn from the original training part. Images are PNG, their pixels those of the source.

    Raises:
        BadSource: a file is missing, truncated or changed, or the set is in Python's pickle format.
    """
    import pyarrow

    found, parts = _find(source)
    release = match("cifar10", source, found)
    for part in parts.values():
        if not set(part.labels) <= set(range(len(LABELS))):
            raise BadSource(f"{source} has labels beyond 0 to 9: it is not CIFAR-10.")
    chosen = {"test": _draw(parts["test"], ROWS["test"])}
    training = parts["train"]
    sizes = (min(ROWS["train"], len(training.labels) * 3 // 4), ROWS["validation"])
    everything = range(len(training.labels))
    train, validation = split(
        everything, training.labels.__getitem__, (sizes[0], min(sizes[1], len(everything) - sizes[0])), SEED
    )
    chosen |= {"train": train, "validation": validation}
    return Prepared(
        name="cifar10",
        release=release,
        files=found,
        splits={
            name: _rows(parts["test" if name == "test" else "train"], chosen[name])
            for name in ("train", "validation", "test")
        },
        reduction="Drawn within each class, in file order; validation and train come from the original training part.",
        seed=SEED,
        label="label",
        schema=pyarrow.schema(
            {
                "img": pyarrow.struct({"bytes": pyarrow.binary(), "path": pyarrow.string()}),
                "label": pyarrow.int64(),
            }
        ),
    )


def _draw(part: Part, wanted: int) -> list[int]:
    return stratified(range(len(part.labels)), part.labels.__getitem__, wanted, SEED)


def _rows(part: Part, indices: list[int]) -> list[Row]:
    return [{"img": part.image(index), "label": part.labels[index]} for index in indices]


def _find(source: Path) -> tuple[dict[str, SourceFile], dict[str, Part]]:
    for folder in (source, source / "cifar-10-batches-bin"):
        if any(folder.glob("*_batch*.bin")):
            return _read_binary(folder)
    for folder in (source, source / "plain_text"):
        if any(folder.glob("*.parquet")):
            return _read_parquet(folder)
    arrays = [source] if source.suffix == ".npz" else sorted(source.glob("*.npz"))
    if len(arrays) == 1:
        return _read_npz(arrays[0])
    for folder in (source, source / "cifar-10-batches-py"):
        if (folder / "data_batch_1").exists():
            raise BadSource(
                f"{folder} is the Python version of CIFAR-10, whose pickle files could run any program: "
                "get the binary version (cifar-10-binary.tar.gz) instead."
            )
    raise BadSource(f"{source} holds no CIFAR-10: give {_WANTED}.")


def _read_binary(folder: Path) -> tuple[dict[str, SourceFile], dict[str, Part]]:
    import numpy as np

    found, parts = {}, {}
    for name, files in BINARY.items():
        records = []
        for file in files:
            path = find(folder, file, BINARY["train"] + BINARY["test"])
            content = read_bytes(path)
            if not content or len(content) % _RECORD:
                raise BadSource(f"{path} does not hold whole images ({len(content)} bytes): get it again.")
            records.append(np.frombuffer(content, np.uint8).reshape(-1, _RECORD))
            found[file] = SourceFile(checksum(content), len(records[-1]))
        table = np.concatenate(records)
        pixels = table[:, 1:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
        parts[name] = _from_arrays(pixels, table[:, 0], name)
    return found, parts


def _read_npz(path: Path) -> tuple[dict[str, SourceFile], dict[str, Part]]:
    import numpy as np

    content = read_bytes(path)
    parts = {}
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            for name in ("train", "test"):
                pixels, labels = arrays[f"x_{name}"], arrays[f"y_{name}"]
                if pixels.shape != (len(labels), *_PIXELS) or pixels.dtype != np.uint8:
                    raise ValueError(pixels.shape)
                parts[name] = _from_arrays(pixels, labels, name)
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, OSError) as error:
        raise BadSource(
            f"{path} is not a complete npz with x_train, y_train, x_test and y_test (n×32×32×3 bytes): get it again."
        ) from error
    rows = sum(len(part.labels) for part in parts.values())
    return {path.name: SourceFile(checksum(content), rows)}, parts


def _from_arrays(pixels: Any, labels: Any, name: str) -> Part:
    from PIL import Image

    def image(index: int) -> dict[str, Any]:
        buffer = io.BytesIO()
        Image.fromarray(pixels[index]).save(buffer, format="PNG")
        return {"bytes": buffer.getvalue(), "path": f"{name}-{index:05d}.png"}

    return Part(labels.tolist(), image)


def _read_parquet(folder: Path) -> tuple[dict[str, SourceFile], dict[str, Part]]:
    import pyarrow
    import pyarrow.parquet

    found, parts = {}, {}
    for name, file in PARQUET.items():
        path = find(folder, file, tuple(PARQUET.values()))
        content = read_bytes(path)
        try:
            table = pyarrow.parquet.read_table(pyarrow.BufferReader(content), columns=["img", "label"])
            labels, images = table["label"].to_pylist(), table["img"]
            images.type.field("bytes")
        except (pyarrow.ArrowException, OSError, KeyError, AttributeError) as error:
            raise BadSource(
                f"{path} is not a complete Parquet file with img and label: get it again."
            ) from error
        found[file] = SourceFile(checksum(content), len(labels))
        parts[name] = Part(labels, lambda index, images=images: images[index].as_py())
    return found, parts
