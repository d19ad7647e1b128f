"""Pictures made by formulas: made-up kinds of things put together at random, which pretrain an image model.

In the spirit of FractalDB (Kataoka et al. 2020) and of pictures of contours (RCDB, Kataoka et al. 2022): a category is
a set of numbers, its pictures are drawn from the numbers with noise, and its number is a label that nobody had to give.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from course.recipes.cifar10.canvas import SIZE, Canvas, Point, draw_palette
from course.recipes.cifar10.scenes import background, draw_pose

ROLES = ("body", "second", "far", "dark", "light")
FIXED_MEAN, FIXED_STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
SHIFT = 3


@dataclass(frozen=True)
class Part:
    """One part of a thing: a smooth contour, a polygon, a limb, or a row of dots."""

    kind: str
    role: str
    points: tuple[Point, ...]
    widths: tuple[float, float] = (0.1, 0.1)
    mirrored: bool = False


@dataclass(frozen=True)
class Formula:
    """One category: its parts, and whether it may point in any direction."""

    parts: tuple[Part, ...]
    any_turn: bool


@dataclass(frozen=True)
class Pool:
    """What batches are put together from: things on transparent ground, their categories, and backgrounds.

    Attributes:
        things: (n, 4, 32, 32) uint8, red, green, blue, opacity.
        categories: (n,) int64.
        grounds: (m, 3, 32, 32) uint8.
    """

    things: Tensor
    categories: Tensor
    grounds: Tensor


def draw_formula(seed: int, category: int) -> Formula:
    """The category of that number: a trunk and two to six further parts."""
    rng = Random(f"formula {seed} {category}")
    symmetric = rng.random() < 0.45
    trunk = Part(
        rng.choice(("contour", "contour", "polygon")),
        "body",
        _outline(rng, (0.0, 0.1), rng.uniform(0.35, 0.75)),
    )
    parts = [trunk]
    for _ in range(rng.randint(2, 6)):
        kind = rng.choice(("contour", "polygon", "limb", "limb", "limbs", "dots"))
        role = rng.choice(ROLES)
        centre = (rng.uniform(-0.65, 0.65), rng.uniform(-0.65, 0.65))
        mirrored = symmetric and rng.random() < 0.8
        if kind in {"contour", "polygon"}:
            part = Part(kind, role, _outline(rng, centre, rng.uniform(0.12, 0.4)), mirrored=mirrored)
        elif kind == "dots":
            step, count = (rng.uniform(-0.4, 0.4), rng.uniform(-0.15, 0.15)), rng.randint(1, 4)
            dots = tuple((centre[0] + step[0] * index, centre[1] + step[1] * index) for index in range(count))
            part = Part(kind, rng.choice(("dark", "light")), dots, (rng.uniform(0.05, 0.18), 0), mirrored)
        else:
            widths = (rng.uniform(0.08, 0.3), rng.uniform(0.04, 0.16))
            part = Part(kind, role, _walk(rng, centre), widths, mirrored)
        # Some parts lie behind the trunk.
        parts.insert(0 if kind != "dots" and rng.random() < 0.35 else len(parts), part)
    return Formula(_fitted(parts, symmetric), rng.random() < 0.15)


def paint(canvas: Canvas, formula: Formula) -> None:
    """Draw one thing of the category, its parts a little moved and its limbs bent."""
    for part in formula.parts:
        drift = (canvas.rng.gauss(0, 0.03), canvas.rng.gauss(0, 0.03))
        bend = canvas.rng.gauss(0, 0.2) if part.kind.startswith("limb") else canvas.rng.gauss(0, 0.06)
        points = _turned(part.points, bend, drift)
        copies = [points, [(-x, y) for x, y in points]] if part.mirrored else [points]
        if part.kind == "limbs":
            copies += [[(x - 0.6, y) for x, y in copy] for copy in copies]
        for copy in copies:
            if part.kind == "contour":
                canvas.blob(copy, part.role)
            elif part.kind == "polygon":
                canvas.poly(copy, part.role)
            elif part.kind == "dots":
                for x, y in copy:
                    canvas.oval(x, y, part.widths[0], part.widths[0], part.role)
            else:
                canvas.limb(copy, part.widths, part.role)


def draw_pool(seed: int, categories: Sequence[int], instances: Sequence[int], grounds: int) -> Pool:
    """The things of these categories with these instance numbers, and `grounds` backgrounds."""
    things = np.empty((len(categories), len(instances), 4, SIZE, SIZE), dtype=np.uint8)
    for row, category in enumerate(categories):
        formula = draw_formula(seed, category)
        for column, instance in enumerate(instances):
            rng = Random(f"formula {seed} {category} thing {instance}")
            canvas = Canvas(rng, draw_palette(rng, rng.random()), draw_pose(rng, formula.any_turn))
            paint(canvas, formula)
            things[row, column] = np.rint(canvas.layer() * 255).transpose(2, 0, 1)
    scenes = np.stack([background(Random(f"formula {seed} ground {index}")) for index in range(grounds)])
    return Pool(
        torch.from_numpy(things).flatten(0, 1),
        torch.tensor([*categories]).repeat_interleave(len(instances)),
        torch.from_numpy(np.rint(scenes * 255).astype(np.uint8)).permute(0, 3, 1, 2).contiguous(),
    )


def draw_batch(pool: Pool, size: int, generator: torch.Generator) -> dict[str, Tensor]:
    """Things laid over backgrounds, both recoloured, moved and mirrored, with light and noise.

    Returns:
        "pictures" (size, 3, 32, 32), normalised as the image processor does it, "categories" (size,), and "opacity"
        (size, 1, 32, 32), 1 where the thing is.
    """

    def uniform(*shape: int, low: float = 0.0, high: float = 1.0) -> Tensor:
        return torch.rand(*shape, generator=generator) * (high - low) + low

    chosen = torch.randint(len(pool.things), (size,), generator=generator)
    layer = _moved(pool.things[chosen].float() / 255, generator)
    colour, opacity = layer[:, :3], layer[:, 3:]
    grounds = torch.randint(len(pool.grounds), (size,), generator=generator)
    ground = _recoloured(_moved(pool.grounds[grounds].float() / 255, generator), generator)

    colour = _recoloured(colour, generator)
    mean = (colour * opacity).mean((1, 2, 3)) / opacity.mean((1, 2, 3)).clamp_min(0.02)
    gap = mean - ground.mean((1, 2, 3))
    push = torch.where(gap >= 0, 1.0, -1.0) * (0.25 - gap.abs()).clamp_min(0)
    colour = (colour + push.view(-1, 1, 1, 1)).clamp(0, 1)

    ramp = torch.linspace(-0.5, 0.5, SIZE)
    light = uniform(size, 1, 1, 1, low=-0.4, high=0.4) * ramp + uniform(
        size, 1, 1, 1, low=-0.4, high=0.4
    ) * ramp.view(-1, 1)
    picture = (
        (ground * (1 - opacity) + colour * opacity) * (1 + light) * uniform(size, 1, 1, 1, low=0.75, high=1.2)
    )
    blur = uniform(size, 1, 1, 1) < 0.3
    soft = functional.avg_pool2d(functional.pad(picture, (1, 1, 1, 1), mode="replicate"), 3, 1)
    picture = torch.where(blur, 0.5 * (picture + soft), picture)
    noise = torch.randn(picture.shape, generator=generator)
    picture = (picture + uniform(size, 1, 1, 1, high=0.045) * noise).clamp(0, 1)
    return {"pictures": normalised(picture), "categories": pool.categories[chosen], "opacity": opacity}


def normalised(pictures: Tensor) -> Tensor:
    """(n, 3, 32, 32) from 0 to 1, normalised as the image processor does it."""
    return (pictures - torch.tensor(FIXED_MEAN).view(3, 1, 1)) / torch.tensor(FIXED_STD).view(3, 1, 1)


def _fitted(parts: list[Part], symmetric: bool) -> tuple[Part, ...]:
    """Scaled, and if not symmetric also centred, to reach from -1 to 1."""
    spots = [point for part in parts for point in part.points]
    left, right = min(x for x, _ in spots), max(x for x, _ in spots)
    if symmetric:
        left, right = -max(-left, right), max(-left, right)
    top, bottom = min(y for _, y in spots), max(y for _, y in spots)
    x0, y0, scale = (left + right) / 2, (top + bottom) / 2, 1.8 / max(right - left, bottom - top)
    return tuple(
        replace(
            part,
            points=tuple(((x - x0) * scale, (y - y0) * scale) for x, y in part.points),
            widths=(part.widths[0] * scale, part.widths[1] * scale),
        )
        for part in parts
    )


def _outline(rng: Random, centre: Point, size: float) -> tuple[Point, ...]:
    """Ten points around a centre, the radius a sum of waves, or a polygon's three to six corners."""
    corners = rng.choice((3, 4, 4, 5, 6, 10, 10, 10))
    waves = [(order, rng.uniform(0, 0.4) / order, rng.uniform(0, math.tau)) for order in (1, 2, 3)]
    aspect, turn = rng.uniform(0.35, 1.0), rng.gauss(0, 0.5)
    points = []
    for index in range(corners):
        angle = math.tau * (index + 0.5) / corners
        radius = size * (1 + sum(height * math.sin(order * angle + phase) for order, height, phase in waves))
        points.append((radius * math.cos(angle), radius * aspect * math.sin(angle)))
    return tuple(_turned(points, turn, centre, about=(0.0, 0.0)))


def _walk(rng: Random, start: Point) -> tuple[Point, ...]:
    points, heading = [start], rng.uniform(0, math.tau)
    for _ in range(rng.randint(1, 3)):
        heading += rng.gauss(0, 0.6)
        step = rng.uniform(0.22, 0.5)
        x, y = points[-1][0] + step * math.cos(heading), points[-1][1] + step * math.sin(heading)
        points.append((max(-1.0, min(1.0, x)), max(-1.0, min(1.0, y))))
    return tuple(points)


def _turned(
    points: tuple[Point, ...] | list[Point], angle: float, shift: Point, about: Point | None = None
) -> list[Point]:
    """Turned around the first point (or `about`) and shifted."""
    x0, y0 = about or points[0]
    cos, sin = math.cos(angle), math.sin(angle)
    return [
        (x0 + cos * (x - x0) - sin * (y - y0) + shift[0], y0 + sin * (x - x0) + cos * (y - y0) + shift[1])
        for x, y in points
    ]


def _moved(layers: Tensor, generator: torch.Generator) -> Tensor:
    """Each picture of the batch mirrored or not and shifted by up to three pixels, edges repeated."""
    size = len(layers)
    padded = functional.pad(layers, (SHIFT,) * 4, mode="replicate")
    corner = torch.randint(2 * SHIFT + 1, (2, size, 1), generator=generator)
    columns = torch.arange(SIZE).expand(size, SIZE)
    mirrored = torch.rand(size, 1, generator=generator) < 0.5
    columns = torch.where(mirrored, SIZE - 1 - columns, columns) + corner[0]
    rows = torch.arange(SIZE).expand(size, SIZE) + corner[1]
    return padded[torch.arange(size).view(-1, 1, 1), :, rows[:, :, None], columns[:, None, :]].permute(
        0, 3, 1, 2
    )


def _recoloured(colour: Tensor, generator: torch.Generator) -> Tensor:
    """Channels permuted, and in half of the pictures mixed, per picture."""
    size = len(colour)
    order = torch.rand(size, 3, generator=generator).argsort(1)
    mixing = functional.one_hot(order, 3).float()
    grey = torch.rand(size, 1, 1, generator=generator) * (torch.rand(size, 1, 1, generator=generator) < 0.5)
    mixing = mixing * (1 - grey) + grey / 3
    return torch.einsum("nij,njhw->nihw", mixing, colour)
