"""What several questions ask of a plot: one axes with labels, a colour for each name in the legend, no bar on another."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from autograder.authoring.expect import expect
from autograder.authoring.student import Student
from autograder.records import Text


def only_axes(student: Student, figure: Any, call: str) -> dict[str, Any]:
    """What is on the one axes of the figure that ``call`` returned, as ``student.kit.describe_figure`` tells it."""
    expect(figure, call).is_handle("Figure")
    axes = student.kit.describe_figure(figure)["axes"]
    expect(axes, "the axes of the figure").is_list(length=1)
    return axes[0]


def expect_labels(shown: dict[str, Any]) -> None:
    """Both axes have a label."""
    for label in ("xlabel", "ylabel"):
        expect(bool(shown[label].strip()), f"“there is a {label}”").is_true(
            because=Text(en="both axes need a label", fa="هر دو محور به نام نیاز دارند")
        )


def names_of_colors(shown: dict[str, Any], names: Sequence[str]) -> dict[tuple[float, ...], str]:
    """Which of ``names`` a colour stands for, by the legend, which has each name once and in a colour of its own."""
    expect(sorted(shown["legend"]), "the names in the legend, sorted").equals(sorted(names))
    colors = [tuple(color) for color in shown["legend_colors"]]
    expect(len(set(colors)), "the number of colours in the legend").equals(len(names))
    return dict(zip(colors, shown["legend"], strict=True))


def expect_apart(bars: Sequence[dict[str, Any]]) -> None:
    """No bar covers another, seen from left to right."""
    ordered = sorted(bars, key=lambda bar: bar["x"])
    for left, right in itertools.pairwise(ordered):
        expect(left["x"] + left["width"] <= right["x"] + 1e-6, "“no bar covers another”").is_true(
            because=Text(
                en="the bars of a group stand side by side, not in one place and not on each other",
                fa="میله‌های یک گروه کنار هم‌اند، نه در یک جا و نه روی هم",
            )
        )
