"""Airplanes, automobiles, ships and trucks, each in several types and seen from several sides."""

from __future__ import annotations

from course.recipes.cifar10.canvas import Canvas


def mirrored(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same points with x negated."""
    return [(-x, y) for x, y in points]


def box(c: Canvas, left: float, top: float, right: float, bottom: float, role: str) -> None:
    """An upright rectangle."""
    c.poly([(left, top), (right, top), (right, bottom), (left, bottom)], role)


def wheel(c: Canvas, x: float, y: float, radius: float) -> None:
    """A dark tyre with a light hub."""
    c.oval(x, y, radius, radius, "dark")
    c.oval(x, y, radius * 0.45, radius * 0.45, "light")


def airliner(c: Canvas) -> None:
    """From the side, climbing or landing."""
    thick = c.rng.uniform(0.85, 1.3)
    c.poly([(0.2, -0.05), (-0.05, -0.05), (-0.4, -0.42), (-0.22, -0.42)], "far")
    c.poly([(-1, -0.55), (-0.8, -0.55), (-0.48, -0.08), (-0.9, -0.02)], "second")
    hull = [(-0.98, -0.06), (-0.6, -0.14), (0.6, -0.15), (0.9, -0.05), (1, 0.04), (0.85, 0.11), (0.3, 0.16)]
    c.blob([(x, y * thick) for x, y in [*hull, (-0.6, 0.08)]], "body")
    c.poly([(-0.7, 0), (-0.85, 0), (-1.02, 0.16), (-0.9, 0.16)], "second")
    if c.rng.random() < 0.7:
        c.limb([(-0.55, -0.03), (0.6, -0.03)], (0.05, 0.05), c.rng.choice(("light", "dark")))
    c.poly([(0.78, -0.08), (0.9, -0.03), (0.8, 0)], "dark")
    reach = c.rng.uniform(0.4, 0.62)
    c.oval(0.02, 0.22, 0.15, 0.07, "dark")
    c.poly([(0.25, 0.05), (-0.12, 0.06), (-0.6, reach), (-0.4, reach)], "second")


def plane_from_above(c: Canvas) -> None:
    """Fuselage and wings in plan, flying in any direction."""
    sweep, span, chord = c.rng.uniform(-0.05, 0.5), c.rng.uniform(0.8, 1.0), c.rng.uniform(0.16, 0.26)
    for side in (-1, 1):
        wing = [(0.22, 0.05), (0.22 - 1.6 * chord, 0.05), (0.1 - sweep - chord, span), (0.12 - sweep, span)]
        c.poly([(x, side * y) for x, y in wing], "second")
        tail = [(-0.66, 0.03), (-0.88, 0.03), (-0.98, 0.4), (-0.84, 0.4)]
        c.poly([(x, side * y) for x, y in tail], "second")
        c.oval(0.14 - sweep * 0.4, side * 0.42, 0.12, 0.055, "dark")
    c.blob(
        [(1, 0), (0.85, -0.1), (0.3, -0.13), (-0.6, -0.08), (-1, 0), (-0.6, 0.08), (0.3, 0.13), (0.85, 0.1)],
        "body",
    )
    c.oval(0.78, 0, 0.07, 0.06, "dark")
    c.limb([(-0.68, 0), (-0.98, 0)], (0.04, 0.06), "dark")


def plane_from_ahead(c: Canvas) -> None:
    """Nose towards the viewer: one long thin wing, engines, tail fin."""
    rise = c.rng.uniform(-0.25, 0.05)
    c.poly([(-0.05, -0.1), (-0.03, -0.62), (0.03, -0.62), (0.05, -0.1)], "second")
    c.limb([(-0.36, -0.45), (0.36, -0.45)], (0.06, 0.06), "second")
    for side in (-1, 1):
        c.limb([(0, 0.06), (side * 1.0, rise)], (0.15, 0.05), "second")
        for place in c.rng.choice(((0.45,), (0.36, 0.66))):
            c.oval(side * place, 0.1 + rise * place, 0.1, 0.1, "dark")
            c.oval(side * place, 0.1 + rise * place, 0.05, 0.05, "light")
        if c.rng.random() < 0.6:
            c.limb([(side * 0.16, 0.2), (side * 0.2, 0.42)], (0.06, 0.09), "dark")
    c.oval(0, 0, 0.24, 0.25, "body")
    c.poly([(-0.14, -0.1), (0.14, -0.1), (0.11, -0.02), (-0.11, -0.02)], "dark")


def sedan(c: Canvas) -> None:
    """From the side, with bonnet and boot."""
    roof, back = c.rng.uniform(-0.52, -0.38), c.rng.uniform(-0.7, -0.55)
    c.blob(
        [
            (-1, 0.2),
            (-0.96, -0.06),
            (-0.5, -0.13),
            (0.5, -0.12),
            (0.93, -0.02),
            (1, 0.2),
            (0.6, 0.27),
            (-0.6, 0.27),
        ],
        "body",
    )
    c.poly([(back, -0.08), (-0.36, roof), (0.2, roof), (0.55, -0.08)], "body")
    pane = c.rng.choice(("dark", "light"))
    c.poly([(back + 0.14, -0.1), (-0.32, roof + 0.07), (-0.1, roof + 0.07), (-0.1, -0.1)], pane)
    c.poly([(-0.02, -0.1), (-0.02, roof + 0.07), (0.17, roof + 0.07), (0.4, -0.1)], pane)
    _car_fittings(c)


def hatchback(c: Canvas) -> None:
    """From the side: a high, blunt back, as vans and jeeps have it."""
    roof, bonnet = c.rng.uniform(-0.62, -0.5), c.rng.uniform(0.3, 0.5)
    outline = [(-0.95, 0.25), (-0.97, -0.2), (-0.85, roof), (bonnet - 0.25, roof), (bonnet + 0.1, -0.15)]
    c.poly([*outline, (0.9, -0.08), (1, 0.25)], "body")
    pane = c.rng.choice(("dark", "light"))
    c.poly([(-0.84, -0.15), (-0.78, roof + 0.08), (-0.42, roof + 0.08), (-0.42, -0.15)], pane)
    c.poly([(-0.34, -0.15), (-0.34, roof + 0.08), (bonnet - 0.28, roof + 0.08), (bonnet - 0.02, -0.15)], pane)
    _car_fittings(c)


def _car_fittings(c: Canvas) -> None:
    radius = c.rng.uniform(0.18, 0.24)
    wheel(c, -0.56, 0.28, radius)
    wheel(c, 0.58, 0.28, radius)
    c.oval(0.92, 0.04, 0.06, 0.05, "light")
    if c.rng.random() < 0.5:
        c.limb([(-0.3, 0.1), (0.3, 0.1)], (0.04, 0.04), "second")


def car_from_ahead(c: Canvas) -> None:
    """Bonnet, windscreen and headlamps."""
    roof, wide = c.rng.uniform(-0.58, -0.42), c.rng.uniform(0.72, 0.85)
    for side in (-1, 1):
        box(c, min(side * wide, side * 0.45), 0.3, max(side * wide, side * 0.45), 0.62, "dark")
    c.poly([(-wide + 0.12, 0), (-0.46, roof), (0.46, roof), (wide - 0.12, 0)], "body")
    c.poly(
        [(-wide + 0.24, -0.03), (-0.4, roof + 0.08), (0.4, roof + 0.08), (wide - 0.24, -0.03)],
        c.rng.choice(("dark", "light")),
    )
    c.blob(
        [(-wide, 0.42), (-wide, 0.1), (-0.6, -0.04), (0.6, -0.04), (wide, 0.1), (wide, 0.42), (0, 0.5)],
        "body",
    )
    box(c, -0.34, 0.16, 0.34, 0.3, "dark")
    box(c, -wide, 0.38, wide, 0.46, "second")
    for side in (-1, 1):
        c.oval(side * (wide - 0.2), 0.16, 0.13, 0.1, "light")


def sailing_boat(c: Canvas) -> None:
    """One mast, two sails."""
    top, tilt = c.rng.uniform(-1, -0.8), c.rng.uniform(-0.06, 0.06)
    c.limb([(tilt, top), (0, 0.4)], (0.04, 0.06), "dark")
    c.poly(
        [(tilt + 0.05, top + 0.04), (0.06, 0.26), (c.rng.uniform(0.55, 0.8), 0.26)],
        "light" if c.rng.random() < 0.5 else "second",
    )
    if c.rng.random() < 0.8:
        c.poly([(tilt - 0.05, top + 0.12), (-0.06, 0.28), (c.rng.uniform(-0.7, -0.4), 0.3)], "second")
    c.blob([(-0.85, 0.38), (0, 0.42), (0.95, 0.32), (0.62, 0.68), (-0.62, 0.68)], "body")
    _water(c, 0.7)


def cargo_ship(c: Canvas) -> None:
    """A long hull with stacked containers and the bridge at the stern."""
    for column in range(5):
        left = -0.5 + 0.24 * column
        for row in range(c.rng.randint(1, 3)):
            role = c.rng.choice(("second", "light", "far", "dark"))
            box(c, left, 0.0 - 0.14 * row - 0.13, left + 0.22, 0.0 - 0.14 * row, role)
    box(c, -0.88, -0.5, -0.58, 0.05, "light")
    box(c, -0.92, -0.42, -0.55, -0.34, "dark")
    c.limb([(-0.75, -0.5), (-0.75, -0.72)], (0.1, 0.08), "second")
    c.poly([(-1, 0), (1, c.rng.uniform(-0.14, 0)), (0.82, 0.36), (-0.92, 0.36)], "body")
    c.poly([(-0.95, 0.24), (0.88, 0.24), (0.82, 0.36), (-0.92, 0.36)], "second")
    _water(c, 0.38)


def liner(c: Canvas) -> None:
    """Decks in steps, a row of windows, one to three funnels."""
    funnels = c.rng.randint(1, 3)
    for index in range(funnels):
        x = -0.3 + 0.28 * index
        c.poly([(x - 0.1, -0.66), (x + 0.06, -0.66), (x + 0.12, -0.2), (x - 0.08, -0.2)], "second")
        c.poly([(x - 0.1, -0.68), (x + 0.06, -0.68), (x + 0.08, -0.56), (x - 0.1, -0.56)], "dark")
    box(c, -0.5, -0.36, 0.45, -0.15, "light")
    box(c, -0.72, -0.18, 0.62, 0.06, "light")
    for left in range(-6, 6):
        c.oval(left / 10 + 0.02, -0.06, 0.03, 0.035, "dark")
    c.limb([(0.68, -0.5), (0.68, 0)], (0.03, 0.04), "dark")
    c.poly([(-0.95, 0), (1.0, -0.06), (0.8, 0.38), (-0.84, 0.38)], "body")
    _water(c, 0.4)


def _water(c: Canvas, level: float) -> None:
    if c.rng.random() < 0.6:
        crests = [(x / 4, level + 0.03 * (-1) ** x) for x in range(-4, 5)]
        c.limb(crests, (0.05, 0.05), c.rng.choice(("light", "dark")))


def box_truck(c: Canvas) -> None:
    """A tall load box behind a low cab."""
    top, rear = c.rng.uniform(-0.75, -0.55), c.rng.uniform(0.22, 0.36)
    box(c, -1, 0.12, 0.95, 0.26, "dark")
    box(c, -1, top, rear, 0.16, "second")
    if c.rng.random() < 0.5:
        box(c, -0.85, top + 0.18, rear - 0.15, top + 0.42, c.rng.choice(("light", "body")))
    c.poly(
        [(rear + 0.06, 0.24), (rear + 0.06, -0.36), (0.72, -0.36), (0.9, -0.06), (0.98, 0), (0.98, 0.24)],
        "body",
    )
    c.poly(
        [(rear + 0.16, -0.06), (rear + 0.16, -0.28), (0.68, -0.28), (0.82, -0.06)],
        c.rng.choice(("dark", "light")),
    )
    for x in (-0.66, *((-0.3,) if c.rng.random() < 0.4 else ()), 0.64):
        wheel(c, x, 0.3, 0.18)


def semi_trailer(c: Canvas) -> None:
    """A long trailer, a tractor with or without a bonnet, many wheels."""
    top, bonnet = c.rng.uniform(-0.52, -0.36), c.rng.random() < 0.5
    box(c, -1, 0.14, 0.95, 0.2, "dark")
    box(c, -1, top, 0.38, 0.14, "second")
    if bonnet:
        c.poly([(0.48, 0.2), (0.48, -0.42), (0.72, -0.42), (0.76, -0.1), (1, -0.06), (1, 0.2)], "body")
        box(c, 0.56, -0.34, 0.7, -0.12, c.rng.choice(("dark", "light")))
        c.limb([(0.45, -0.62), (0.45, 0)], (0.05, 0.05), "light")
    else:
        c.poly([(0.48, 0.2), (0.48, -0.44), (0.86, -0.44), (0.98, -0.05), (0.98, 0.2)], "body")
        c.poly([(0.66, -0.1), (0.66, -0.36), (0.83, -0.36), (0.92, -0.1)], c.rng.choice(("dark", "light")))
    for x in (-0.86, -0.6, 0.3, 0.54, 0.86):
        wheel(c, x, 0.26, 0.125)


def dump_truck(c: Canvas) -> None:
    """An open skip, level or tipped, behind the cab."""
    tip = c.rng.uniform(0, 0.3)
    c.poly([(-1, -0.4), (0.2, -0.5 - tip), (0.3, -0.12 - tip), (0.2, 0.1 - tip / 2), (-0.8, 0.14)], "second")
    c.limb([(-0.75, -0.34), (-0.62, 0.08)], (0.05, 0.05), "dark")
    c.limb([(-0.3, -0.4 - tip / 2), (-0.25, 0.06)], (0.05, 0.05), "dark")
    box(c, -0.9, 0.12, 0.95, 0.26, "dark")
    c.poly([(0.36, 0.24), (0.36, -0.42), (0.8, -0.42), (0.95, -0.05), (0.95, 0.24)], "body")
    c.poly([(0.48, -0.08), (0.48, -0.34), (0.76, -0.34), (0.87, -0.08)], c.rng.choice(("dark", "light")))
    for x in (-0.68, -0.3, 0.64):
        wheel(c, x, 0.3, 0.19)


def truck_from_ahead(c: Canvas) -> None:
    """A flat, tall front with the load box rising behind it."""
    wide, top = c.rng.uniform(0.5, 0.62), c.rng.uniform(-0.95, -0.8)
    for side in (-1, 1):
        box(c, min(side * wide, side * 0.28), 0.5, max(side * wide, side * 0.28), 0.85, "dark")
    box(c, -wide - 0.05, top, wide + 0.05, 0.4, "second")
    box(c, -wide, -0.52, wide, 0.6, "body")
    box(c, -wide + 0.08, -0.4, wide - 0.08, -0.02, c.rng.choice(("dark", "light")))
    box(c, -0.3, 0.12, 0.3, 0.38, "dark")
    box(c, -wide, 0.46, wide, 0.6, "light")
    for side in (-1, 1):
        c.oval(side * (wide - 0.12), 0.3, 0.09, 0.08, "light")
        box(
            c,
            min(side * (wide + 0.16), side * (wide + 0.04)),
            -0.34,
            max(side * (wide + 0.16), side * (wide + 0.04)),
            -0.02,
            "dark",
        )


AIRPLANES = (airliner, plane_from_above, plane_from_ahead)
AUTOMOBILES = (sedan, hatchback, car_from_ahead)
SHIPS = (sailing_boat, cargo_ship, liner)
TRUCKS = (box_truck, semi_trailer, dump_truck, truck_from_ahead)
