"""What the handout of a10_vision says can be expected: python -m benchmarks.pictures [--profile real] [--seeds 5].

Four ways of learning to tell ten things apart, with the references of q3 and q5 and the settings of the notebook. All are
judged on the same pictures, which none was trained on: 2,000 fresh ones of the sample's kind, or the reduced real test split.
"""

from __future__ import annotations

import importlib
import io
import statistics
import sys
import time
from typing import Any

import numpy as np
import torch
from PIL import Image
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from torch import Tensor
from transformers import DeiTForImageClassification

from benchmarks.common import REPOSITORY, arguments, report
from course.kit.checkpoints import checkpoint_source, load_checkpoint, plain_loading
from course.kit.data import read_rows
from course.kit.seeding import seeded
from course.recipes.cifar10 import draw_rows
from course.recipes.cifar10.surface import edge_cells

FRESH, FRESH_SEED = 2000, 2026
VALIDATION = 200  # pictures at the end of the sample's training split that the notebook does not train on
WAYS = ("all", "last_block", "scratch")


def main() -> None:
    """Trains, judges and prints the table."""
    parser = arguments(__doc__)
    parser.add_argument("--profile", default="quick", choices=("quick", "real"))
    parser.add_argument("--seeds", type=int, default=5)
    options = parser.parse_args()
    torch.set_num_threads(1)
    (train, train_labels), (test, test_labels) = pictures(options.profile)
    edges = edge_accuracy(train, train_labels, test, test_labels)
    _, processor = load_checkpoint("mini-deit")
    values, test_values = (processor([*part], return_tensors="pt")["pixel_values"] for part in (train, test))
    measured = {"edges": {"accuracy": [edges], "seconds": [0.0]}}
    for way in WAYS:
        runs = [
            run(way, seed, values, train_labels, test_values, test_labels) for seed in range(options.seeds)
        ]
        measured[way] = {key: [one[key] for one in runs] for key in ("accuracy", "seconds")}
    rows = []
    for way, found in measured.items():
        accuracy, seconds = found["accuracy"], statistics.mean(found["seconds"])
        summary = (statistics.mean(accuracy), min(accuracy), max(accuracy))
        rows.append([way, *(f"{value:.3f}" for value in summary), f"{seconds:.1f}"])
    title = f"Pictures under {options.profile}: accuracy on {len(test)}, {options.seeds} seeds"
    columns = ["way", "mean", "worst", "best", "seconds a run"]
    report(title, columns, rows, {"measured": measured}, options.json)


def pictures(profile: str) -> list[tuple[np.ndarray, Tensor]]:
    """Pictures (n, 32, 32, 3) with labels to train on, and others to judge by."""
    train, test = (read_rows("cifar10", split, profile) for split in ("train", "test"))
    if profile == "quick":
        train, test = train[:-VALIDATION], draw_rows(FRESH_SEED, FRESH)
    labels = [torch.tensor([row["label"] for row in rows]) for rows in (train, test)]
    return [(np.stack([*map(_pixels, rows)]), part) for rows, part in zip((train, test), labels, strict=True)]


def _pixels(row: Any) -> np.ndarray:
    picture = row["img"]
    if isinstance(picture, dict):
        picture = np.array(Image.open(io.BytesIO(picture["bytes"])).convert("RGB"))
    return picture


def edge_accuracy(train: np.ndarray, train_labels: Tensor, test: np.ndarray, test_labels: Tensor) -> float:
    """Of a logistic regression on the strength of edges, as in the notebook."""
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.002, max_iter=200))
    model.fit(edge_cells(train), train_labels.numpy())
    return float(model.score(edge_cells(test), test_labels.numpy()))


def run(
    way: str, seed: int, values: Tensor, labels: Tensor, test_values: Tensor, test_labels: Tensor
) -> dict[str, float]:
    """Accuracy of one training run, and the seconds that it took."""
    freeze, loop = reference("q3_freeze"), reference("q5_train")
    with plain_loading("mini-deit"), seeded(seed):
        source = checkpoint_source("mini-deit", "quick")
        model: Any = DeiTForImageClassification.from_pretrained(source, num_labels=10)
        if way == "scratch":
            model = DeiTForImageClassification(model.config)
    if way == "last_block":
        freeze.freeze_all_but_last_block(model)
    started = time.perf_counter()
    loop.train(model, values, labels, steps=120, batch_size=32, lr=1e-3, warmup_steps=12, seed=seed)
    seconds = time.perf_counter() - started
    scores = loop.evaluate(loop.predict(model, test_values), test_labels)
    print(way, seed, scores, file=sys.stderr, flush=True)
    return {"accuracy": scores["accuracy"], "seconds": seconds}


def reference(question: str) -> Any:
    """The module of a reference solution."""
    folder = str(REPOSITORY / "solutions" / "a10_vision")
    sys.path.insert(0, folder)
    try:
        return importlib.import_module(question)
    finally:
        sys.path.remove(folder)


if __name__ == "__main__":
    main()
