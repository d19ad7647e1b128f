"""Surface-cue baselines of the CIFAR-10 sample: what is reached without seeing a shape, or only a blurred mean of one."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import numpy as np
from PIL import Image

from course.recipes.baselines import Scores, majority
from course.recipes.cifar10.recipe import draw_rows, draw_sample

FRESH = 1000


def baselines() -> Scores:
    """Accuracy on fresh rows and on the sample's test split, fitted on its train split (chance 0.1)."""
    splits, _ = draw_sample()
    decoded = {
        name: [np.asarray(Image.open(io.BytesIO(row["img"]))) for row in rows]
        for name, rows in splits.items()
    }
    labels = {name: np.array([row["label"] for row in rows]) for name, rows in splits.items()}
    rows = draw_rows(seed=77, count=FRESH)
    decoded["fresh"], labels["fresh"] = [row["img"] for row in rows], np.array([row["label"] for row in rows])
    stacks = {name: np.stack(pictures) for name, pictures in decoded.items()}

    names = {name: [str(label) for label in ids] for name, ids in labels.items()}
    scores = {"majority": majority(names["train"], names["fresh"], names["test"])}
    for name, view, model in _views():
        features = {split: view(stack) for split, stack in stacks.items()}
        model.fit(features["train"], labels["train"])
        scores[name] = tuple(
            float(model.score(features[split], labels[split])) for split in ("fresh", "test")
        )
    return {name: (first, second) for name, (first, second) in scores.items()}


def _views() -> list[tuple[str, Callable[[np.ndarray], np.ndarray], Any]]:
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.neighbors import KNeighborsClassifier, NearestCentroid
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    def trees() -> HistGradientBoostingClassifier:
        return HistGradientBoostingClassifier(max_iter=30, random_state=0)

    def linear() -> Any:
        return make_pipeline(StandardScaler(), LogisticRegression(C=0.002, max_iter=100))

    return [
        ("bytes of the PNG file, boosted trees", file_size, trees()),
        ("mean and deviation of each channel, boosted trees", colour, trees()),
        ("colour histogram, boosted trees", colour_histogram, trees()),
        ("nearest class mean", flat, NearestCentroid()),
        ("nearest picture", flat, KNeighborsClassifier(1)),
        ("pixels, logistic regression", flat, linear()),
        ("edge directions of the whole picture, boosted trees", edge_directions, trees()),
        ("edge directions in 4 x 4 cells, logistic regression", edge_cells, linear()),
    ]


def file_size(stack: np.ndarray) -> np.ndarray:
    """(n, 1) bytes of each picture as PNG."""
    sizes = []
    for pixels in stack:
        buffer = io.BytesIO()
        Image.fromarray(pixels).save(buffer, "PNG")
        sizes.append([buffer.tell()])
    return np.array(sizes)


def colour(stack: np.ndarray) -> np.ndarray:
    """(n, 6) mean and standard deviation of each channel."""
    return np.concatenate([stack.mean((1, 2)), stack.std((1, 2))], axis=1)


def colour_histogram(stack: np.ndarray) -> np.ndarray:
    """(n, 64) share of the pixels in each of 4 x 4 x 4 cells of the colour cube."""
    cells = (stack // 64).astype(int) @ np.array([16, 4, 1])
    return np.stack([np.bincount(each.ravel(), minlength=64) for each in cells]) / 1024


def flat(stack: np.ndarray) -> np.ndarray:
    """(n, 3072) pixels from 0 to 1."""
    return stack.reshape(len(stack), -1) / 255


def edge_cells(stack: np.ndarray, cells: int = 4) -> np.ndarray:
    """(n, cells * cells * 8) strength of edges in eight directions in each cell, each picture's sum being one."""
    grey = stack.mean(-1)
    down, right = np.gradient(grey, axis=(1, 2))
    strength = np.hypot(down, right)
    direction = ((np.arctan2(down, right) % np.pi) / np.pi * 8).astype(int) % 8
    weighted = strength[..., None] * np.eye(8)[direction]
    side = 32 // cells
    sums = weighted.reshape(len(stack), cells, side, cells, side, 8).sum((2, 4)).reshape(len(stack), -1)
    return sums / (sums.sum(1, keepdims=True) + 1e-9)


def edge_directions(stack: np.ndarray) -> np.ndarray:
    """(n, 8) strength of edges in eight directions."""
    return edge_cells(stack, cells=1)
