"""The table and the drawing of what pretraining is worth, from the curves that were measured."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Result = dict[str, Any]

_OF_THE_WAY = 0.9
_COLOURS = {"pretrained": "#f2a541", "random": "#8b95a1"}
_COLUMNS = 3
_HEADER = (
    "| checkpoint, data | metric (chance) | steps | pretrained | random weights | gain | target | steps to it | slowest run |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


def target(result: Result) -> float:
    """The metric at nine tenths of the way from chance to the mean of the pretrained runs."""
    return result["chance"] + _OF_THE_WAY * (
        statistics.mean(_finals(result, "pretrained")) - result["chance"]
    )


def table(results: list[Result]) -> str:
    """The results in Markdown: mean (worst to best) of the seeds."""
    lines = [_HEADER]
    for result in results:
        means = {kind: statistics.mean(_finals(result, kind)) for kind in _COLOURS}
        shown = {
            kind: f"{means[kind]:.3f} ({min(_finals(result, kind)):.3f}–{max(_finals(result, kind)):.3f})"
            for kind in _COLOURS
        }
        cells = (
            f"{result['checkpoint']}, {result['dataset']}",
            f"{result['metric']} ({result['chance']:.2f})",
            f"{result['steps']}",
            shown["pretrained"],
            shown["random"],
            f"{100 * (means['pretrained'] - means['random']):+.0f} points",
            f"{target(result):.3f}",
            f"{_steps(result, 'pretrained')} / {_steps(result, 'random')}",
            f"{result['slowest']:.1f} s",
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def draw(results: list[Result]) -> Figure:
    """The metric over the steps, a panel a task: each run thin, the mean of each kind thick."""
    from matplotlib.figure import Figure

    rows = -(-len(results) // _COLUMNS)
    figure = Figure(figsize=(4.0 * _COLUMNS, 2.9 * rows), layout="constrained")
    panels = figure.subplots(rows, _COLUMNS, squeeze=False).flat
    for axes, result in zip(panels, results, strict=False):
        for kind, colour in _COLOURS.items():
            curves = result["curves"][kind]
            steps = [step for step, _ in curves[0]]
            for curve in curves:
                axes.plot(steps, [value for _, value in curve], color=colour, alpha=0.35, linewidth=0.8)
            means = [statistics.mean(curve[index][1] for curve in curves) for index in range(len(steps))]
            axes.plot(steps, means, color=colour, linewidth=2.2, label=kind)
        axes.axhline(result["chance"], color="#1d2733", linestyle=":", linewidth=0.9)
        axes.set(
            title=f"{result['checkpoint']}, {result['dataset']}",
            xlabel="step",
            ylabel=result["metric"],
            ylim=(0, 1),
        )
    for axes in list(figure.axes)[len(results) :]:
        axes.set_axis_off()
    figure.axes[0].legend(frameon=False)
    return figure


def _finals(result: Result, kind: str) -> list[float]:
    return [curve[-1][1] for curve in result["curves"][kind]]


def _steps(result: Result, kind: str) -> str:
    """The mean of the first measured steps at which the runs reach the target."""
    firsts = [
        next((step for step, value in curve if value >= target(result)), None)
        for curve in result["curves"][kind]
    ]
    reached = [first for first in firsts if first is not None]
    if not reached:
        return "never"
    missed = len(firsts) - len(reached)
    return f"{statistics.mean(reached):.0f}" + (f" ({missed} of {len(firsts)} never)" if missed else "")
