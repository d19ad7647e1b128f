"""A small drawing surface: shapes in an object's own coordinates, drawn large in a random pose and reduced."""

from __future__ import annotations

import colorsys
import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from PIL import Image, ImageDraw

SIZE = 32
FINE = 4

Point = tuple[float, float]
Colour = tuple[int, int, int]
_CIRCLE = [(math.cos(math.tau * step / 20), math.sin(math.tau * step / 20)) for step in range(20)]


@dataclass(frozen=True)
class Palette:
    """The colours of one object; `far` is the body in shadow, for the limbs on the side away from the viewer."""

    body: Colour
    second: Colour
    far: Colour
    dark: Colour
    light: Colour


@dataclass(frozen=True)
class Pose:
    """Where and how an object stands: x' = scale * R(turn) * (stretch * x + lean * y, y) + centre, in picture halves."""

    scale: float = 0.85
    turn: float = 0.0
    stretch: float = 1.0
    lean: float = 0.0
    flip: bool = False
    centre: Point = (0.0, 0.0)


def draw_palette(rng: Random, avoid: float) -> Palette:
    """Colours from one distribution for all objects, the body's luminance away from `avoid` (0 to 1)."""
    while True:
        body = _hsv(rng.random(), rng.uniform(0, 0.9) ** 1.3, rng.uniform(0.1, 1.0))
        if abs(luminance(body) - avoid) > 0.22:
            break
    if rng.random() < 0.5:
        second = _scaled(body, rng.choice((rng.uniform(0.45, 0.7), rng.uniform(1.35, 1.8))))
    else:
        second = _hsv(rng.random(), rng.uniform(0, 0.8), rng.uniform(0.2, 1.0))
    dark = _hsv(rng.random(), rng.uniform(0, 0.4), rng.uniform(0.02, 0.25))
    light = _hsv(rng.random(), rng.uniform(0, 0.35), rng.uniform(0.75, 1.0))
    return Palette(body, second, _scaled(body, rng.uniform(0.55, 0.8)), dark, light)


def luminance(colour: Sequence[float]) -> float:
    """Perceived brightness of an RGB colour of 0 to 255, from 0 to 1."""
    return (0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]) / 255


class Canvas:
    """Draws shapes given in object coordinates (-1 to 1, y down, facing right) on a transparent layer."""

    def __init__(self, rng: Random, palette: Palette, pose: Pose, wobble: float = 0.02) -> None:
        self.rng = rng
        self.palette = palette
        self.wobble = wobble
        self.unit = pose.scale * SIZE * FINE / 2
        self.image = Image.new("RGBA", (SIZE * FINE, SIZE * FINE))
        self._pen = ImageDraw.Draw(self.image)
        cos, sin = math.cos(pose.turn) * self.unit, math.sin(pose.turn) * self.unit
        side = -1 if pose.flip else 1
        middle = SIZE * FINE / 2
        across, lean = side * pose.stretch, side * pose.lean
        self._rows = (
            (cos * across, cos * lean - sin, middle * (1 + pose.centre[0])),
            (sin * across, sin * lean + cos, middle * (1 + pose.centre[1])),
        )

    def poly(self, points: Sequence[Point], role: str) -> None:
        """A filled polygon."""
        self._fill([self._place(self._shaken(point)) for point in points], role)

    def blob(self, points: Sequence[Point], role: str) -> None:
        """A filled smooth closed curve through the points."""
        self._fill(
            [self._place(point) for point in _rounded([self._shaken(point) for point in points])], role
        )

    def oval(self, x: float, y: float, rx: float, ry: float, role: str, turn: float = 0.0) -> None:
        """A filled ellipse; `turn` in radians."""
        x, y = self._shaken((x, y))
        cos, sin = math.cos(turn), math.sin(turn)
        spots = [(rx * a, ry * b) for a, b in _CIRCLE]
        self._fill([self._place((x + a * cos - b * sin, y + a * sin + b * cos)) for a, b in spots], role)

    def limb(self, points: Sequence[Point], widths: tuple[float, float], role: str) -> None:
        """A line of tapering width with round ends: legs, necks, tails, masts."""
        points = [self._shaken(point) for point in points]
        last = len(points) - 1
        half = [(widths[0] + (widths[1] - widths[0]) * index / last) / 2 for index in range(last + 1)]
        for (first, r1), (second, r2) in zip(
            zip(points, half, strict=True), list(zip(points, half, strict=True))[1:], strict=False
        ):
            length = math.dist(first, second) or 1.0
            nx, ny = (first[1] - second[1]) / length, (second[0] - first[0]) / length
            corners = [
                (first[0] + nx * r1, first[1] + ny * r1),
                (second[0] + nx * r2, second[1] + ny * r2),
                (second[0] - nx * r2, second[1] - ny * r2),
                (first[0] - nx * r1, first[1] - ny * r1),
            ]
            self._fill([self._place(corner) for corner in corners], role)
        for (x, y), radius in zip(points, half, strict=True):
            self._fill([self._place((x + radius * a, y + radius * b)) for a, b in _CIRCLE], role)

    def layer(self) -> np.ndarray:
        """The layer reduced to (32, 32, 4): red, green, blue, opacity, each from 0 to 1."""
        return np.asarray(self.image.reduce(FINE), dtype=np.float32) / 255

    def _shaken(self, point: Point) -> Point:
        return point[0] + self.rng.gauss(0, self.wobble), point[1] + self.rng.gauss(0, self.wobble)

    def _place(self, point: Point) -> Point:
        x, y = point
        (a, b, c), (d, e, f) = self._rows
        return a * x + b * y + c, d * x + e * y + f

    def _fill(self, points: list[Point], role: str) -> None:
        self._pen.polygon(points, fill=(*getattr(self.palette, role), 255))


def _rounded(points: list[Point]) -> list[Point]:
    """A closed Catmull-Rom curve, five points a segment."""
    curve = []
    count = len(points)
    for index in range(count):
        p0, p1, p2, p3 = (points[(index + offset) % count] for offset in (-1, 0, 1, 2))
        for t in (0.0, 0.2, 0.4, 0.6, 0.8):
            w0, w1 = ((2 - t) * t - 1) * t / 2, ((3 * t - 5) * t * t + 2) / 2
            w2, w3 = ((4 - 3 * t) * t + 1) * t / 2, (t - 1) * t * t / 2
            curve.append(
                (
                    w0 * p0[0] + w1 * p1[0] + w2 * p2[0] + w3 * p3[0],
                    w0 * p0[1] + w1 * p1[1] + w2 * p2[1] + w3 * p3[1],
                )
            )
    return curve


def _hsv(hue: float, saturation: float, value: float) -> Colour:
    red, green, blue = colorsys.hsv_to_rgb(hue, saturation, value)
    return round(255 * red), round(255 * green), round(255 * blue)


def _scaled(colour: Colour, factor: float) -> Colour:
    red, green, blue = (min(255, round(part * factor + (12 if factor > 1 else 0))) for part in colour)
    return red, green, blue
