"""Birds, cats and frogs, each in several poses, and what all animals share: eyes and walking legs."""

from __future__ import annotations

from course.recipes.cifar10.canvas import Canvas


def eye(c: Canvas, x: float, y: float, radius: float) -> None:
    """A light eye with a dark pupil."""
    c.oval(x, y, radius, radius, "light")
    c.oval(x, y, radius * 0.55, radius * 0.55, "dark")


def legs(
    c: Canvas, front: float, back: float, top: float, bottom: float, width: float, hoof: bool = False
) -> None:
    """Four legs in a random phase of walking, the far two darker."""
    swing = c.rng.uniform(-0.16, 0.16)
    for x, lead, role in (
        (front - 0.06, -swing, "far"),
        (back - 0.06, swing, "far"),
        (front, swing, "body"),
        (back, -swing, "body"),
    ):
        bend = -0.05 if x < 0 else 0.03
        knee = (x + lead * 0.5 + bend, (top + bottom) / 2)
        foot = (x + lead, bottom - abs(lead) * 0.2)
        c.limb([(x, top), knee, foot], (width * 1.5, width * 0.75), role)
        if hoof:
            c.oval(*foot, width * 0.55, width * 0.5, "dark")


def perched_bird(c: Canvas) -> None:
    """Upright on thin legs or a twig."""
    tilt = c.rng.uniform(-0.1, 0.15)
    if c.rng.random() < 0.5:
        c.limb([(-0.8, 0.82), (0.8, c.rng.uniform(0.7, 0.9))], (0.08, 0.08), "dark")
    for x in (-0.02, 0.16):
        c.limb([(x, 0.4), (x + 0.06, 0.82)], (0.05, 0.04), "dark")
    c.poly([(-0.4, 0.0), (-1, 0.42 + tilt), (-0.92, 0.6 + tilt), (-0.3, 0.3)], "second")
    c.blob(
        [(-0.55, 0.18), (-0.2, -0.24), (0.3, -0.4), (0.56, -0.05), (0.4, 0.35), (0, 0.5), (-0.4, 0.4)], "body"
    )
    c.oval(0.42, -0.45, 0.26, 0.25, "body")
    c.poly([(0.62, -0.55), (1.0, -0.4 + tilt), (0.62, -0.34)], c.rng.choice(("dark", "light")))
    c.blob([(-0.6, 0.26), (-0.2, -0.1), (0.2, -0.05), (0.12, 0.22), (-0.2, 0.34)], "second")
    if c.rng.random() < 0.4:
        c.oval(0.4, 0.12, 0.17, 0.24, "light", -0.3)
    eye(c, 0.48, -0.5, 0.075)


def flying_bird(c: Canvas) -> None:
    """From the side, both wings up or one up and one down."""
    lift = c.rng.choice((-1, -1, 1)) * c.rng.uniform(0.75, 1.0)
    c.blob([(0.25, -0.02), (-0.1, -0.04), (-0.5, -0.7), (-0.32, -0.95), (0.05, -0.55)], "far")
    c.poly([(-0.4, -0.06), (-1, -0.2), (-0.95, 0.02), (-1, 0.2), (-0.4, 0.1)], "second")
    c.blob([(-0.6, 0.0), (-0.1, -0.16), (0.5, -0.16), (0.72, 0), (0.4, 0.17), (-0.1, 0.18)], "body")
    c.oval(0.66, -0.1, 0.16, 0.15, "body")
    c.poly([(0.78, -0.16), (1.04, -0.06), (0.78, -0.03)], c.rng.choice(("dark", "light")))
    c.blob([(0.35, 0), (-0.15, 0.02), (-0.25, lift * 0.55), (-0.02, lift), (0.2, lift * 0.6)], "second")
    c.oval(0.7, -0.12, 0.045, 0.045, "dark")


def soaring_bird(c: Canvas) -> None:
    """From ahead or below: two long bent wings and a short body."""
    bend, droop = c.rng.uniform(0.2, 0.45), c.rng.uniform(-0.25, 0.3)
    c.poly([(-0.06, 0.1), (-0.2, 0.55), (0.2, 0.55), (0.06, 0.1)], "second")
    for side in (-1, 1):
        c.blob(
            [
                (side * x, y)
                for x, y in ((0.05, -0.12), (0.48, -bend), (1.0, droop), (0.5, -bend + 0.26), (0.08, 0.22))
            ],
            "body",
        )
        c.limb([(side * 0.5, -bend + 0.12), (side * 0.95, droop)], (0.1, 0.03), "second")
    c.oval(0, 0.05, 0.15, 0.32, "body")
    c.oval(0, -0.26, 0.12, 0.13, "second" if c.rng.random() < 0.5 else "body")
    c.poly([(-0.05, -0.36), (0.05, -0.36), (0, -0.54)], "dark")


def swimming_bird(c: Canvas) -> None:
    """A duck, goose or swan: a boat of a body and a curved neck."""
    tall = c.rng.uniform(0.3, 0.95)
    top = 0.15 - tall
    c.poly([(-0.6, 0.2), (-1, -0.1), (-0.85, 0.4)], "body")
    c.blob(
        [(-0.85, 0.15), (-0.3, 0.02), (0.3, 0.1), (0.66, 0.2), (0.62, 0.5), (0.1, 0.66), (-0.6, 0.56)], "body"
    )
    c.limb([(0.46, 0.38), (0.62, 0.1), (0.5, top + 0.2), (0.55, top)], (0.28, 0.17), "body")
    c.oval(0.6, top, 0.19, 0.16, c.rng.choice(("body", "second")))
    c.poly([(0.74, top - 0.06), (1.04, top + 0.07), (0.74, top + 0.1)], c.rng.choice(("dark", "light")))
    c.oval(0.64, top - 0.03, 0.045, 0.045, "dark")
    c.blob([(-0.75, 0.2), (-0.2, 0.12), (0.2, 0.3), (-0.2, 0.45), (-0.6, 0.4)], "second")


def cat_face(c: Canvas) -> None:
    """Pointed ears, slit eyes, whiskers."""
    c.blob([(-0.7, 0.95), (-0.45, 0.5), (0.45, 0.5), (0.7, 0.95)], "far")
    for side in (-1, 1):
        c.poly([(side * 0.72, 0), (side * 0.68, -0.9), (side * 0.1, -0.42)], "body")
        c.poly([(side * 0.6, -0.2), (side * 0.6, -0.7), (side * 0.28, -0.4)], "second")
    c.oval(0, 0.1, 0.74, 0.6, "body")
    if c.rng.random() < 0.5:
        for x in (-0.16, 0, 0.16):
            c.limb([(x, -0.46), (x * 0.8, -0.22)], (0.07, 0.04), "second")
    for side in (-1, 1):
        c.oval(side * 0.3, 0.02, 0.17, 0.14, "light", side * 0.3)
        c.oval(side * 0.3, 0.02, 0.06, 0.13, "dark")
        c.oval(side * 0.13, 0.42, 0.17, 0.13, "light")
    for side in (-1, 1):
        for drop in (-0.06, 0.08):
            c.limb([(side * 0.24, 0.4), (side * 0.95, 0.36 + 2 * drop)], (0.03, 0.02), "dark")
    c.poly([(-0.1, 0.26), (0.1, 0.26), (0, 0.37)], "dark")


def cat_head(c: Canvas, x: float, y: float, r: float) -> None:
    """A cat's head of radius `r`, turned three quarters to the viewer."""
    for left, right, tip in ((-0.95, -0.1, -0.75), (0.15, 0.95, 0.75)):
        c.poly(
            [(x + left * r, y - 0.3 * r), (x + tip * r, y - 1.65 * r), (x + right * r, y - 0.75 * r)], "body"
        )
        c.oval(x + 0.8 * tip * r, y - 0.95 * r, 0.14 * r, 0.25 * r, "second")
    c.oval(x, y, r, 0.86 * r, "body")
    for side in (-0.25, 0.5):
        c.oval(x + side * r, y - 0.12 * r, 0.2 * r, 0.2 * r, "light")
        c.oval(x + side * r, y - 0.12 * r, 0.09 * r, 0.18 * r, "dark")
    c.oval(x + 0.18 * r, y + 0.38 * r, 0.38 * r, 0.25 * r, "light")
    c.oval(x + 0.18 * r, y + 0.26 * r, 0.13 * r, 0.1 * r, "dark")


def sitting_cat(c: Canvas) -> None:
    """Upright, the tail curled around or raised."""
    tail = c.rng.choice(
        (
            ((-0.35, 0.75), (-0.75, 0.7), (-0.9, 0.4), (-0.75, 0.2)),
            ((-0.3, 0.8), (-0.85, 0.85), (-0.95, 0.75)),
        )
    )
    c.limb(tail, (0.17, 0.12), "second")
    c.blob(
        [(-0.5, 0.85), (-0.45, 0.3), (-0.1, -0.15), (0.3, -0.2), (0.42, 0.4), (0.45, 0.88), (0, 0.92)], "body"
    )
    c.oval(-0.25, 0.65, 0.3, 0.27, "far")
    for x in (0.2, 0.38):
        c.limb([(x - 0.02, 0.2), (x + 0.02, 0.86)], (0.15, 0.13), "body")
    if c.rng.random() < 0.5:
        for y in (0.1, 0.28, 0.46):
            c.limb([(-0.4 + y * 0.1, y + 0.02), (-0.1, y)], (0.07, 0.05), "second")
    cat_head(c, 0.22, -0.38, 0.38)


def walking_cat(c: Canvas) -> None:
    """Low on its legs, the tail straight up or swung back."""
    up = c.rng.random() < 0.6
    c.limb(
        ((-0.55, 0.05), (-0.72, -0.3), (-0.66, -0.65), (-0.8, -0.85))
        if up
        else ((-0.5, 0.1), (-0.85, 0.1), (-1, -0.15)),
        (0.15, 0.1),
        "second",
    )
    legs(c, 0.36, -0.44, 0.2, 0.72, 0.12)
    c.blob(
        [(-0.62, 0.1), (-0.3, -0.06), (0.2, -0.04), (0.5, -0.1), (0.5, 0.3), (0, 0.36), (-0.5, 0.36)], "body"
    )
    if c.rng.random() < 0.5:
        for x in (-0.35, -0.12, 0.1):
            c.limb([(x, -0.02), (x + 0.02, 0.2)], (0.08, 0.05), "second")
    cat_head(c, 0.6, -0.24, 0.31)


def frog_from_ahead(c: Canvas) -> None:
    """Squatting: bulging eyes on top, a very wide mouth, folded legs."""
    high = c.rng.uniform(-0.48, -0.34)
    for side in (-1, 1):
        c.oval(side * 0.68, 0.45, 0.26, 0.32, "far", side * 0.3)
        c.limb([(side * 0.6, 0.78), (side * 0.98, 0.8)], (0.14, 0.1), "far")
    c.blob(
        [
            (-0.7, 0),
            (-0.4, -0.3),
            (0.4, -0.3),
            (0.7, 0),
            (0.66, 0.5),
            (0.3, 0.78),
            (-0.3, 0.78),
            (-0.66, 0.5),
        ],
        "body",
    )
    c.oval(0, 0.5, 0.4, 0.26, "light")
    for side in (-1, 1):
        c.oval(side * 0.4, high, 0.25, 0.24, "body")
        c.oval(side * 0.4, high, 0.17, 0.16, "light")
        c.oval(side * 0.4, high, 0.13, 0.06, "dark")
        c.limb([(side * 0.42, 0.4), (side * 0.36, 0.8), (side * 0.52, 0.84)], (0.16, 0.12), "second")
    c.limb([(-0.6, 0.04), (-0.3, 0.18), (0, 0.21), (0.3, 0.18), (0.6, 0.04)], (0.06, 0.06), "dark")


def frog_in_profile(c: Canvas) -> None:
    """Squatting: a sloping back, a folded hind leg, an eye on top of the head."""
    c.blob(
        [
            (-0.85, 0.5),
            (-0.5, 0.05),
            (0.1, -0.35),
            (0.55, -0.42),
            (0.95, -0.1),
            (0.7, 0.16),
            (0.4, 0.5),
            (-0.4, 0.66),
        ],
        "body",
    )
    c.blob([(0.9, 0), (0.62, 0.14), (0.3, 0.5), (0.0, 0.5), (0.3, 0.1)], "light")
    c.oval(0.5, -0.46, 0.2, 0.19, "body")
    eye(c, 0.54, -0.48, 0.14)
    c.limb([(0.95, -0.08), (0.6, 0.02), (0.34, -0.02)], (0.05, 0.05), "dark")
    c.limb([(0.36, 0.3), (0.46, 0.6), (0.4, 0.82), (0.62, 0.84)], (0.17, 0.1), "second")
    c.oval(-0.38, 0.4, 0.42, 0.23, "second", -0.5)
    c.limb([(-0.66, 0.56), (-0.2, 0.76), (-0.75, 0.84), (-0.25, 0.86)], (0.15, 0.11), "second")
    if c.rng.random() < 0.5:
        for x, y in ((-0.3, 0.05), (0, -0.12), (0.2, 0.1)):
            c.oval(x, y, 0.08, 0.06, "far")


def frog_from_above(c: Canvas) -> None:
    """Splayed: zigzag hind legs, short fore legs, two eyes at the edge of the head."""
    spread = c.rng.uniform(0.8, 1.05)
    for side in (-1, 1):
        hind = ((-0.35, 0.25), (0.0, 0.72), (-0.5, 0.82), (-0.72, 0.5), (-0.95, 0.72))
        c.limb([(x, side * y * spread) for x, y in hind], (0.22, 0.1), "second")
        c.limb(
            [(x, side * y * spread) for x, y in ((0.35, 0.25), (0.46, 0.6), (0.8, 0.7))],
            (0.15, 0.1),
            "second",
        )
    c.blob(
        [
            (0.85, 0),
            (0.7, -0.3),
            (0.3, -0.38),
            (-0.3, -0.32),
            (-0.6, 0),
            (-0.3, 0.32),
            (0.3, 0.38),
            (0.7, 0.3),
        ],
        "body",
    )
    for side in (-1, 1):
        c.oval(0.5, side * 0.32, 0.16, 0.14, "body")
        eye(c, 0.52, side * 0.33, 0.11)
    if c.rng.random() < 0.6:
        for x, y in ((0.2, 0.1), (-0.1, -0.12), (-0.3, 0.08), (0.15, -0.18)):
            c.oval(x, y, 0.08, 0.07, "far")


BIRDS = (perched_bird, flying_bird, soaring_bird, swimming_bird)
CATS = (cat_face, sitting_cat, walking_cat)
FROGS = (frog_from_ahead, frog_in_profile, frog_from_above)
