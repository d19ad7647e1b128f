"""Tiny look-alikes of the real data sets, in the files and formats of their publishers, for tests of the preparation."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow
import pyarrow.parquet
import soundfile
from openpyxl import Workbook
from PIL import Image

from course.kit.prepare.releases import Release, ReleasedFile

WORDS = ["باران", "کتاب", "خانه", "دریا", "کوه", "شهر", "مدرسه", "درخت", "پنجره", "راه"]
EMOTIONS = ("neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised")


@dataclass(frozen=True)
class Case:
    """One kind of source.

    Attributes:
        name: the data set.
        build: writes the files into a folder and returns released name -> rows.
        victim: the file that tests damage.
        spoil: damages the victim's schema and leaves it readable.
        checked: whether the publisher's checksum of the victim is known.
    """

    name: str
    build: Callable[[Path], dict[str, int]]
    victim: str
    spoil: Callable[[bytes], bytes]
    checked: bool = True


def register(case: Case, folder: Path, files: dict[str, int]) -> Release:
    """The files in `folder` as the one known revision of the case's data set."""
    known = {}
    for name, rows in files.items():
        paths = (
            [] if "*" in name else [path for path in folder.rglob("*") if path.name.lower() == name.lower()]
        )
        known[name] = ReleasedFile(hashlib.sha256(paths[0].read_bytes()).hexdigest() if paths else None, rows)
    return Release("its publisher", "look-alike", "CC BY-NC-SA 4.0", True, known)


def _sentence(rng: random.Random) -> str:
    return " ".join(rng.choices(WORDS, k=rng.randint(3, 7)))


def _csv(rows: list[dict[str, Any]], delimiter: str = ",") -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, rows[0], delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def farstail(folder: Path) -> dict[str, int]:
    rng = random.Random(1)
    files = {"Train-word.csv": 90, "Val-word.csv": 30, "Test-word.csv": 30}
    for name, count in files.items():
        rows = []
        for number in range(count // 3):
            premise = f" {number} «{_sentence(rng)}»"
            rows += [{"premise": premise, "hypothesis": _sentence(rng), "label": label} for label in "enc"]
        (folder / name).write_text(_csv(rows, "\t"), encoding="utf-8")
    return files


def parsinlu(folder: Path) -> dict[str, int]:
    rng = random.Random(2)
    files = {"train.csv": 30, "dev.csv": 12, "test.csv": 20}
    for name, count in files.items():
        rows = [
            {
                "": number % 7,
                "sent1": f"{_sentence(rng)}\n{_sentence(rng)}",
                "sent2": _sentence(rng),
                "label": "enc"[number % 3],
                "source": "natural-wiki",
            }
            for number in range(count - 2)
        ]
        bad = {"": 0, "sent1": "xx", "sent2": "xx", "label": "xx", "source": "natural-miras"}
        rows += [bad, {**rows[0], "label": "-"}]
        (folder / name).write_text(_csv(rows), encoding="utf-8")
    return files


def pairs() -> list[dict[str, str]]:
    rng = random.Random(3)
    rows = [
        {"source": f"Sentence {number}, {category}", "targets": _sentence(rng), "category": category}
        for category in ("quran", "bible", "mizan")
        for number in range(40)
    ]
    rows[39] = rows[0]
    return rows


def translation(folder: Path) -> dict[str, int]:
    rows = pairs()
    (folder / "translation.csv").write_text(_csv(rows), encoding="utf-8")
    references = [
        {"row": number, "category": row["category"], "ref": f"line {number}"}
        for number, row in enumerate(rows)
    ]
    (folder / "refs.csv").write_text(_csv(references), encoding="utf-8")
    return {"translation.csv": len(rows), "refs.csv": len(rows)}


def workbook(rows: list[dict[str, str]]) -> bytes:
    book = Workbook()
    book.active.append([*rows[0]])  # type: ignore[union-attr]
    for row in rows:
        book.active.append([*row.values()])  # type: ignore[union-attr]
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def pquad(folder: Path) -> dict[str, int]:
    rng = random.Random(4)
    files = {"Train.json": 60, "Validation.json": 24, "Test.json": 24}
    for name, count in files.items():
        articles = []
        for article in range(count // 12):
            paragraphs = []
            for paragraph in range(3):
                # Decomposed, as in the release: composing it would move the answers.
                context = f"{name} {article} {paragraph} ا\u0653ب {_sentence(rng)} پایان"
                answer = {"text": "پایان", "answer_start": len(context) - 5}
                questions = [
                    {
                        "id": f"{name}{article}{paragraph}{question}",
                        "question": f"{_sentence(rng)}؟",
                        "answers": [answer, answer] if question else [],
                        "is_impossible": not question,
                    }
                    for question in range(4)
                ]
                paragraphs.append({"context": context, "qas": questions})
            articles.append({"title": WORDS[article], "paragraphs": paragraphs})
        content = json.dumps({"version": "c1", "data": articles}, ensure_ascii=False)
        (folder / name).write_text(content, encoding="utf-8")
    return {name.lower(): count for name, count in files.items()}


def _images(count: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(count)
    return rng.integers(0, 256, (count, 32, 32, 3), np.uint8), np.arange(count) % 10


def cifar10_arrays(folder: Path) -> dict[str, int]:
    arrays = {}
    for name, count in (("train", 80), ("test", 40)):
        arrays[f"x_{name}"], arrays[f"y_{name}"] = _images(count)
    np.savez(folder / "images.npz", **arrays)
    return {"images.npz": 120}


def cifar10_binary(folder: Path) -> dict[str, int]:
    (folder / "cifar-10-batches-bin").mkdir()
    files = {f"data_batch_{number}.bin": 20 for number in range(1, 6)} | {"test_batch.bin": 20}
    for name, count in files.items():
        pixels, labels = _images(count)
        planes = pixels.transpose(0, 3, 1, 2).reshape(count, -1)
        records = np.concatenate([labels[:, None].astype(np.uint8), planes], axis=1)
        (folder / "cifar-10-batches-bin" / name).write_bytes(records.tobytes())
    return files


def cifar10_parquet(folder: Path) -> dict[str, int]:
    files = {"train-00000-of-00001.parquet": 80, "test-00000-of-00001.parquet": 40}
    for name, count in files.items():
        rows = []
        for pixels, label in zip(*_images(count), strict=True):
            buffer = io.BytesIO()
            Image.fromarray(pixels).save(buffer, format="PNG")
            rows.append({"img": {"bytes": buffer.getvalue(), "path": "x.png"}, "label": int(label)})
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), folder / name)
    return files


def _noise(path: Path, rate: int = 16_000, channels: int = 1, seconds: float = 0.05) -> None:
    rng = np.random.default_rng(len(path.name))
    soundfile.write(path, rng.uniform(-0.1, 0.1, (int(rate * seconds), channels)), rate, subtype="PCM_16")


def ravdess_reduced(folder: Path) -> dict[str, int]:
    (folder / "audio").mkdir()
    rows = []
    for actor in range(1, 7):
        for code, emotion in enumerate(EMOTIONS, start=1):
            file = f"audio/03-01-{code:02d}-01-01-01-{actor:02d}.flac"
            _noise(folder / file)
            sha256 = hashlib.sha256((folder / file).read_bytes()).hexdigest()
            rows.append({"file": file, "emotion": emotion, "actor": actor, "sha256": sha256})
    (folder / "metadata.csv").write_text(_csv(rows), encoding="utf-8")
    return {"metadata.csv": len(rows)}


def ravdess(folder: Path) -> dict[str, int]:
    for actor in range(1, 7):
        (folder / f"Actor_{actor:02d}").mkdir()
        for code in range(1, 9):
            name = f"03-01-{code:02d}-01-02-01-{actor:02d}.wav"
            _noise(folder / f"Actor_{actor:02d}" / name, rate=48_000, channels=2)
    return {"03-01-*.wav": 48}


def shemo(folder: Path) -> dict[str, int]:
    entries = {}
    letters = {"A": "anger", "F": "fear", "H": "happiness", "N": "neutral", "S": "sadness", "W": "surprise"}
    for gender, name in (("F", "female"), ("M", "male")):
        (folder / name).mkdir()
        for speaker in range(1, 4):
            for letter, emotion in letters.items():
                stem = f"{gender}{speaker:02d}{letter}01"
                _noise(folder / name / f"{stem}.wav", rate=44_100)
                entries[f"{stem}.wav"] = {
                    "path": f"shemo/{stem}.wav",
                    "gender": name,
                    "speech_name": stem,
                    "text_name": stem,
                    "emotion": emotion,
                    "transcript": f"{WORDS[speaker]} می\u200cرود",
                }
    # Two of the quirks of the real file.
    entries["F01S01.wav"]["emotion"] = "neutral"
    entries["M02H01.wav"] |= {"text_name": "M02H02", "transcript": "\ufeffباد"}
    (folder / "modified_shemo.json").write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
    return {"modified_shemo.json": 36, "*.wav": 36}


def _replace(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(old.encode(), new.encode())


def _without_labels(content: bytes) -> bytes:
    arrays = dict(np.load(io.BytesIO(content)))
    del arrays["y_test"]
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def _other_columns(_: bytes) -> bytes:
    buffer = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist([{"image": b"", "label": 1}]), buffer)
    return buffer.getvalue()


CASES = {
    "farstail": Case("farstail", farstail, "Val-word.csv", _replace("hypothesis", "claim")),
    "parsinlu": Case("parsinlu-entailment", parsinlu, "test.csv", _replace(",e,", ",entailment,")),
    "translation": Case("quran-bible-mizan", translation, "translation.csv", _replace("bible", "hafez")),
    "pquad": Case("pquad", pquad, "Validation.json", _replace("ا\u0653", "آ")),
    "cifar10-npz": Case("cifar10", cifar10_arrays, "images.npz", _without_labels),
    "cifar10-binary": Case(
        "cifar10", cifar10_binary, "cifar-10-batches-bin/data_batch_3.bin", lambda content: content + b"\0"
    ),
    "cifar10-parquet": Case("cifar10", cifar10_parquet, "test-00000-of-00001.parquet", _other_columns),
    "ravdess-reduced": Case(
        "shemo", ravdess_reduced, "audio/03-01-05-01-01-01-02.flac", lambda content: b"not audio"
    ),
    "ravdess": Case(
        "shemo", ravdess, "Actor_02/03-01-05-01-02-01-02.wav", lambda content: b"not audio", checked=False
    ),
    "shemo": Case("shemo", shemo, "modified_shemo.json", _replace('"emotion"', '"feeling"')),
}
