"""Backgrounds, light, blur, noise and occluders, the same for every kind of object."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

import numpy as np
from PIL import Image, ImageDraw

from course.recipes.cifar10.canvas import FINE, SIZE, Canvas, Colour, Pose, draw_palette, luminance

Draw = Callable[[Canvas], None]
_WIDE = SIZE * FINE
_GRID = (np.mgrid[0:SIZE, 0:SIZE].astype(np.float32) + 0.5) / SIZE - 0.5
# Sky, haze, dusk, night, sea, pool, grass, forest, sand, earth, asphalt, concrete, snow, wall, brick.
_TONES: tuple[Colour, ...] = (
    (125, 175, 230), (200, 215, 225), (235, 165, 120), (30, 35, 65), (40, 90, 130), (70, 165, 175), (105, 155, 65),
    (45, 75, 45), (215, 190, 140), (120, 90, 65), (85, 85, 90), (160, 158, 150), (238, 240, 245), (205, 185, 160), (150, 80, 65),
)  # fmt: skip


def compose(rng: Random, draw: Draw, *, any_turn: bool = False) -> np.ndarray:
    """One picture of an object in a random pose before a random background.

    Args:
        rng: all randomness of the picture.
        draw: draws the object in its own coordinates.
        any_turn: the object may point in any direction (it is seen from above).

    Returns:
        (32, 32, 3) uint8.
    """
    picture = background(rng)
    canvas = Canvas(rng, draw_palette(rng, luminance(picture.mean((0, 1)) * 255)), draw_pose(rng, any_turn))
    draw(canvas)
    layer = canvas.layer()
    if rng.random() < 0.3:
        picture *= 1 - 0.5 * np.roll(layer[..., 3:], (rng.randint(1, 3), rng.randint(-2, 2)), (0, 1))
    return finish(rng, picture, layer)


def draw_pose(rng: Random, any_turn: bool = False) -> Pose:
    """Size, place, direction and slant from one distribution for all kinds of objects."""
    return Pose(
        scale=rng.uniform(0.66, 1.0),
        turn=rng.uniform(0, math.tau) if any_turn else rng.gauss(0, 0.14),
        stretch=rng.uniform(0.78, 1.05),
        lean=rng.gauss(0, 0.1),
        flip=rng.random() < 0.5,
        centre=(rng.uniform(-0.16, 0.16), rng.uniform(-0.16, 0.16)),
    )


def background(rng: Random) -> np.ndarray:
    """(32, 32, 3) from 0 to 1: a gradient or a horizon, often with texture or clutter."""
    first, second = (_tone(rng) for _ in range(2))
    kind = rng.random()
    if kind < 0.4:
        angle = rng.uniform(0, math.tau)
        mix = np.clip(
            (_GRID[1] * math.cos(angle) + _GRID[0] * math.sin(angle)) * rng.uniform(0.3, 1.6) + 0.5, 0, 1
        )
        picture = first + (second - first) * mix[..., None]
    else:
        slope, horizon = rng.gauss(0, 0.05), rng.uniform(-0.35, 0.4)
        below = np.clip((_GRID[0] - horizon - slope * _GRID[1]) * rng.choice((4, 12, 40)) + 0.5, 0, 1)[
            ..., None
        ]
        shade = 1 + rng.uniform(-0.5, 0.5) * _GRID[0][..., None]
        picture = (first * (1 - below) + second * below) * shade
    if rng.random() < 0.45:
        picture = _cluttered(rng, picture)
    if rng.random() < 0.6:
        picture = picture + rng.uniform(0.03, 0.16) * texture(rng)[..., None]
    return np.clip(picture, 0, 1).astype(np.float32)


def texture(rng: Random) -> np.ndarray:
    """(32, 32) of about unit deviation: clouds of one of three grain sizes, or stripes."""
    if rng.random() < 0.25:
        angle, period = rng.uniform(0, math.pi), rng.uniform(0.08, 0.3)
        wave = np.sin(
            (_GRID[1] * math.cos(angle) + _GRID[0] * math.sin(angle)) * math.tau / period + rng.uniform(0, 6)
        )
        return np.asarray(wave, dtype=np.float32)
    cells = rng.choice((5, 9, 17))
    grain = np.random.default_rng(rng.getrandbits(32)).standard_normal((cells, cells)).astype(np.float32)
    return np.asarray(Image.fromarray(grain).resize((SIZE, SIZE), Image.Resampling.BICUBIC))


def finish(rng: Random, picture: np.ndarray, layer: np.ndarray) -> np.ndarray:
    """Lay the object over the background, occlude, light, blur and add noise; (32, 32, 3) uint8."""
    colour, opacity = layer[..., :3], layer[..., 3:]
    if rng.random() < 0.35:
        colour = colour + rng.uniform(0.03, 0.12) * texture(rng)[..., None]
    angle = rng.uniform(0, math.tau)
    light = _GRID[1] * math.cos(angle) + _GRID[0] * math.sin(angle)
    colour = np.clip(colour * (1 + rng.uniform(0, 0.5) * light[..., None]), 0, 1)
    picture = picture * (1 - opacity) + colour * opacity
    if rng.random() < 0.15:
        picture = _occluded(rng, picture)
    picture = picture * (rng.uniform(0.75, 1.2) * (1 + rng.uniform(0, 0.4) * light[..., None]))
    if rng.random() < 0.3:
        picture = _blurred(picture, rng.uniform(0.05, 0.2))
    noise = np.random.default_rng(rng.getrandbits(32)).standard_normal(picture.shape).astype(np.float32)
    picture = picture + rng.uniform(0, 0.045) * noise
    return np.clip(np.rint(picture * 255), 0, 255).astype(np.uint8)


def _tone(rng: Random) -> np.ndarray:
    tone = np.array(rng.choice(_TONES), dtype=np.float32) / 255
    shift = np.array([rng.gauss(0, 0.06) for _ in range(3)], dtype=np.float32)
    return np.clip(tone * rng.uniform(0.7, 1.15) + shift, 0, 1)


def _cluttered(rng: Random, picture: np.ndarray) -> np.ndarray:
    """Houses, bushes, poles and stones: blocks, ovals and lines in muted colours."""
    layer = Image.new("RGBA", (_WIDE, _WIDE))
    pen = ImageDraw.Draw(layer)
    for _ in range(rng.randint(1, 6)):
        colour = (*(round(255 * part) for part in _tone(rng)), 255)
        x, y = rng.uniform(-10, _WIDE), rng.uniform(-10, _WIDE)
        wide, high = rng.uniform(6, 50), rng.uniform(6, 50)
        kind = rng.random()
        if kind < 0.4:
            pen.rectangle((x, y, x + wide, y + high), fill=colour)
        elif kind < 0.75:
            pen.ellipse((x, y, x + wide, y + high), fill=colour)
        else:
            pen.line(
                (x, y, x + rng.uniform(-70, 70), y + rng.uniform(-70, 70)),
                fill=colour,
                width=rng.randint(2, 6),
            )
    over = np.asarray(layer.reduce(FINE), dtype=np.float32) / 255
    strength = over[..., 3:] * rng.uniform(0.35, 0.9)
    return picture * (1 - strength) + over[..., :3] * strength


def _occluded(rng: Random, picture: np.ndarray) -> np.ndarray:
    """A bar or a corner of something nearer."""
    colour = _tone(rng)
    near = picture.copy()
    if rng.random() < 0.5:
        start, wide = rng.randint(0, SIZE - 3), rng.randint(1, 3)
        rows = rng.random() < 0.5
        near[
            (slice(start, start + wide), slice(None)) if rows else (slice(None), slice(start, start + wide))
        ] = colour
    else:
        reach = rng.uniform(0.2, 0.4)
        corner = (rng.choice((-0.5, 0.5)), rng.choice((-0.5, 0.5)))
        far = np.hypot(_GRID[0] - corner[0], _GRID[1] - corner[1])
        near = np.where((far < reach)[..., None], colour, picture)
    return near


def _blurred(picture: np.ndarray, side: float) -> np.ndarray:
    """A separable blur with weights (side, 1 - 2 side, side)."""
    for axis in (0, 1):
        padded = np.pad(picture, [(1, 1) if axis == each else (0, 0) for each in range(3)], mode="edge")
        lower, upper = np.take(padded, range(SIZE), axis), np.take(padded, range(2, SIZE + 2), axis)
        picture = side * (lower + upper) + (1 - 2 * side) * picture
    return picture
