"""Deer, dogs and horses, each in several poses."""

from __future__ import annotations

from course.recipes.cifar10.animals import legs
from course.recipes.cifar10.canvas import Canvas, Point


def antlers(c: Canvas, x: float, y: float, size: float, lean: float) -> None:
    """One antler: a beam and three tines; `lean` is where it bends to."""
    beam: list[Point] = [(x, y), (x + 0.3 * lean, y - 0.45 * size), (x + 0.5 * lean, y - size)]
    c.limb(beam, (0.075, 0.05), "second")
    c.limb([(x + 0.12 * lean, y - 0.25 * size), (x - 0.22 * lean, y - 0.5 * size)], (0.055, 0.04), "second")
    c.limb([beam[1], (x + 0.9 * lean, y - 0.7 * size)], (0.055, 0.04), "second")
    c.limb([(x + 0.42 * lean, y - 0.7 * size), (x + 0.1 * lean, y - 0.95 * size)], (0.055, 0.04), "second")


def standing_deer(c: Canvas) -> None:
    """Slender, head high or low, with antlers or (a doe) large ears."""
    grazing = c.rng.random() < 0.25
    legs(c, 0.24, -0.42, 0.1, 0.95, 0.075)
    c.oval(-0.1, 0.02, 0.46, 0.2, "body", -0.06)
    c.limb([(-0.52, -0.04), (-0.64, 0.1)], (0.13, 0.07), "light")
    x, y = (0.72, 0.45) if grazing else (0.5, -0.42)
    c.limb([(0.22, -0.02), ((x + 0.25) / 2, (y - 0.05) / 2), (x, y)], (0.26, 0.14), "body")
    stag = c.rng.random() < 0.8
    if stag:
        antlers(c, x - 0.02, y - 0.06, 0.55, -0.35)
        antlers(c, x + 0.06, y - 0.06, 0.55, 0.35)
    else:
        c.oval(x - 0.08, y - 0.2, 0.06, 0.17, "second", -0.5)
    c.limb([(x, y), (x + 0.3, y + (0.22 if grazing else 0.1))], (0.2, 0.1), "body")
    c.oval(x - 0.14, y - 0.06, 0.13, 0.06, "second", 0.5)
    c.oval(x + 0.3, y + (0.22 if grazing else 0.1), 0.05, 0.05, "dark")
    c.oval(x + 0.06, y - 0.03, 0.035, 0.035, "dark")
    if c.rng.random() < 0.45:
        for spot in range(5):
            c.oval(-0.4 + 0.13 * spot, -0.06 + 0.1 * (spot % 2), 0.04, 0.04, "light")


def deer_head(c: Canvas) -> None:
    """From ahead: a narrow face, ears to the sides, branching antlers."""
    c.poly([(-0.22, 0.4), (0.22, 0.4), (0.4, 1), (-0.4, 1)], "far")
    for side in (-1, 1):
        antlers(c, side * 0.12, -0.1, 0.9, side * c.rng.uniform(0.55, 0.85))
        c.oval(side * 0.44, 0.02, 0.26, 0.11, "body", side * -0.35)
        c.oval(side * 0.44, 0.02, 0.16, 0.05, "light", side * -0.35)
    c.blob(
        [
            (-0.26, -0.1),
            (0, -0.18),
            (0.26, -0.1),
            (0.24, 0.25),
            (0.14, 0.68),
            (0, 0.74),
            (-0.14, 0.68),
            (-0.24, 0.25),
        ],
        "body",
    )
    for side in (-1, 1):
        c.oval(side * 0.19, 0.16, 0.06, 0.07, "dark")
    c.oval(0, 0.64, 0.12, 0.09, "dark")


def running_deer(c: Canvas) -> None:
    """In a leap: fore legs forward, hind legs back."""
    reach = c.rng.uniform(0.75, 1.0)
    for hip, foot, role in (
        ((0.2, 0.1), (0.75, 0.62), "far"),
        ((-0.42, 0.1), (-0.95, 0.7), "far"),
        ((0.28, 0.1), (0.9, 0.5), "body"),
        ((-0.46, 0.06), (-1.04, 0.55), "body"),
    ):
        knee = ((hip[0] + foot[0]) / 2 + 0.06, hip[1] + 0.16)
        c.limb([hip, knee, (foot[0] * reach, foot[1])], (0.12, 0.055), role)
    c.oval(-0.1, 0.02, 0.48, 0.19, "body", -0.15)
    c.limb([(-0.54, 0), (-0.64, -0.16)], (0.12, 0.08), "light")
    c.limb([(0.25, -0.06), (0.46, -0.26), (0.6, -0.42)], (0.24, 0.14), "body")
    antlers(c, 0.55, -0.48, 0.5, -0.45)
    antlers(c, 0.6, -0.48, 0.5, 0.2)
    c.limb([(0.6, -0.42), (0.9, -0.34)], (0.2, 0.1), "body")
    c.oval(0.46, -0.46, 0.12, 0.055, "second", 0.5)
    c.oval(0.9, -0.34, 0.05, 0.05, "dark")


def dog_face(c: Canvas) -> None:
    """Hanging ears, a large muzzle, often the tongue."""
    c.blob([(-0.6, 0.98), (-0.4, 0.5), (0.4, 0.5), (0.6, 0.98)], "far")
    c.oval(0, -0.1, 0.55, 0.58, "body")
    for side in (-1, 1):
        c.blob(
            [(side * x, y) for x, y in ((0.36, -0.6), (0.68, -0.5), (0.92, 0.1), (0.72, 0.42), (0.52, 0.05))],
            "second",
        )
    if c.rng.random() < 0.6:
        c.oval(0.02, 0.68, 0.15, 0.24, "second")
    c.oval(0, 0.34, 0.36, 0.3, "light" if c.rng.random() < 0.6 else "body")
    c.limb([(0, 0.3), (0, 0.5)], (0.04, 0.04), "dark")
    c.limb([(-0.2, 0.52), (0, 0.47), (0.2, 0.52)], (0.05, 0.05), "dark")
    c.oval(0, 0.19, 0.17, 0.12, "dark")
    for side in (-1, 1):
        c.oval(side * 0.24, -0.16, 0.09, 0.1, "dark")
        c.oval(side * 0.24 + 0.03, -0.19, 0.03, 0.03, "light")


def dog_head(c: Canvas, x: float, y: float, size: float) -> None:
    """In profile: a square muzzle and a hanging ear."""
    c.oval(x, y, 0.26 * size, 0.22 * size, "body")
    c.limb(
        [(x + 0.08 * size, y + 0.06 * size), (x + 0.44 * size, y + 0.1 * size)],
        (0.27 * size, 0.2 * size),
        "body",
    )
    c.oval(x + 0.53 * size, y + 0.03 * size, 0.07 * size, 0.06 * size, "dark")
    c.limb(
        [(x + 0.2 * size, y + 0.17 * size), (x + 0.46 * size, y + 0.16 * size)],
        (0.035 * size, 0.035 * size),
        "dark",
    )
    c.oval(x + 0.1 * size, y - 0.06 * size, 0.05 * size, 0.05 * size, "dark")
    ear = ((-0.08, -0.2), (-0.22, -0.14), (-0.28, 0.2), (-0.14, 0.32), (0, 0.1))
    c.blob([(x + a * size, y + b * size) for a, b in ear], "second")


def standing_dog(c: Canvas) -> None:
    """In profile, tail raised."""
    rise = c.rng.uniform(0.2, 0.55)
    c.limb([(-0.48, 0), (-0.74, -0.1), (-0.86, -rise)], (0.13, 0.07), c.rng.choice(("body", "second")))
    legs(c, 0.32, -0.42, 0.2, 0.82, 0.12)
    c.blob(
        [(-0.58, 0), (-0.2, -0.08), (0.3, -0.14), (0.5, 0.1), (0.36, 0.34), (0, 0.24), (-0.5, 0.26)], "body"
    )
    if c.rng.random() < 0.4:
        c.oval(-0.15, 0.04, 0.2, 0.12, "second")
    c.limb([(0.36, 0.02), (0.52, -0.3)], (0.34, 0.26), "body")
    if c.rng.random() < 0.4:
        c.limb([(0.34, -0.12), (0.58, 0)], (0.07, 0.07), "light")
    dog_head(c, 0.52, -0.38, 0.85)


def sitting_dog(c: Canvas) -> None:
    """On its haunches, in profile."""
    c.limb([(-0.4, 0.78), (-0.8, 0.75), (-0.95, 0.5)], (0.14, 0.07), "second")
    c.blob(
        [(-0.55, 0.8), (-0.4, 0.3), (-0.05, -0.2), (0.3, -0.25), (0.36, 0.3), (0.2, 0.85), (-0.2, 0.9)],
        "body",
    )
    c.oval(-0.26, 0.62, 0.28, 0.27, "far")
    c.limb([(0.24, 0.1), (0.28, 0.9)], (0.2, 0.13), "body")
    c.limb([(0.28, 0.9), (0.42, 0.9)], (0.12, 0.1), "body")
    c.limb([(0.1, -0.1), (0.16, -0.4)], (0.4, 0.32), "body")
    if c.rng.random() < 0.4:
        c.limb([(-0.06, -0.22), (0.34, -0.16)], (0.08, 0.08), "light")
    dog_head(c, 0.18, -0.52, 1.1)


def horse_neck(c: Canvas, x: float, y: float, head: Point) -> None:
    """Neck from the shoulder (0.34, -0.1) to (x, y), mane, and a long head ending at `head`."""
    c.limb([(0.3, -0.06), ((x + 0.3) / 2 + 0.03, (y - 0.06) / 2), (x, y)], (0.4, 0.2), "body")
    c.limb([(0.12, -0.2), ((x + 0.1) / 2, (y - 0.3) / 2), (x - 0.1, y - 0.08)], (0.12, 0.12), "second")
    c.poly([(x - 0.12, y - 0.06), (x - 0.04, y - 0.26), (x + 0.06, y - 0.08)], "body")
    c.limb([(x, y), head], (0.22, 0.15), "body")
    c.oval(*head, 0.09, 0.08, "far")
    c.oval(x + (head[0] - x) * 0.3, y + (head[1] - y) * 0.2 - 0.03, 0.035, 0.035, "dark")


def standing_horse(c: Canvas) -> None:
    """Long head, mane, heavy tail; head up or grazing."""
    grazing = c.rng.random() < 0.3
    c.limb([(-0.52, -0.1), (-0.72, 0.05), (-0.74, 0.55)], (0.16, 0.13), "second")
    legs(c, 0.28, -0.42, 0.1, 0.94, 0.1, hoof=True)
    c.blob(
        [
            (-0.62, -0.06),
            (-0.4, -0.24),
            (0, -0.16),
            (0.36, -0.24),
            (0.46, 0.04),
            (0.3, 0.22),
            (-0.1, 0.2),
            (-0.5, 0.2),
        ],
        "body",
    )
    if grazing:
        horse_neck(c, 0.74, 0.3, (0.8, 0.76))
    else:
        horse_neck(c, 0.6, -0.62, (0.94, c.rng.uniform(-0.42, -0.28)))
    if c.rng.random() < 0.25:
        c.oval(-0.05, -0.2, 0.17, 0.09, "dark")


def galloping_horse(c: Canvas) -> None:
    """Stretched legs, streaming mane and tail."""
    c.limb([(-0.5, -0.1), (-0.8, -0.2), (-1.04, 0.02)], (0.15, 0.1), "second")
    for hip, knee, foot, role in (
        ((0.24, 0.1), (0.62, 0.3), (0.6, 0.66), "far"),
        ((-0.46, 0.08), (-0.6, 0.45), (-1.0, 0.6), "far"),
        ((0.3, 0.08), (0.72, 0.16), (0.98, 0.44), "body"),
        ((-0.4, 0.1), (-0.42, 0.48), (-0.76, 0.78), "body"),
    ):
        c.limb([hip, knee, foot], (0.18, 0.08), role)
        c.oval(*foot, 0.06, 0.055, "dark")
    c.blob(
        [
            (-0.62, -0.04),
            (-0.4, -0.22),
            (0, -0.14),
            (0.36, -0.24),
            (0.46, 0.02),
            (0.3, 0.2),
            (-0.1, 0.14),
            (-0.5, 0.2),
        ],
        "body",
    )
    horse_neck(c, 0.66, -0.52, (1.0, c.rng.uniform(-0.36, -0.24)))


def horse_head(c: Canvas) -> None:
    """Head and neck in profile."""
    c.poly([(-0.95, 1), (-0.55, -0.05), (-0.15, -0.55), (0.25, -0.2), (0.2, 0.2), (0.05, 1)], "body")
    c.limb([(-0.9, 0.7), (-0.7, 0.1), (-0.4, -0.4), (-0.1, -0.68)], (0.26, 0.14), "second")
    c.blob(
        [
            (-0.3, -0.5),
            (0.05, -0.66),
            (0.35, -0.3),
            (0.85, 0.28),
            (0.8, 0.52),
            (0.5, 0.5),
            (0.2, 0.18),
            (-0.15, 0.1),
        ],
        "body",
    )
    for x in (-0.2, 0):
        c.poly([(x - 0.1, -0.52), (x - 0.02, -0.96), (x + 0.12, -0.56)], "body")
    c.oval(0.12, -0.3, 0.075, 0.065, "dark")
    c.oval(0.74, 0.32, 0.06, 0.045, "dark")
    c.limb([(0.5, 0.46), (0.72, 0.47)], (0.04, 0.04), "dark")
    if c.rng.random() < 0.45:
        c.limb([(0.34, 0.28), (0.6, 0.02)], (0.07, 0.07), "light")
        c.limb([(0.44, 0.16), (-0.1, -0.3)], (0.06, 0.06), "light")
    elif c.rng.random() < 0.5:
        c.limb([(0.16, -0.46), (0.6, 0.06)], (0.1, 0.05), "light")


DEER = (standing_deer, deer_head, running_deer)
DOGS = (dog_face, standing_dog, sitting_dog)
HORSES = (standing_horse, galloping_horse, horse_head)
