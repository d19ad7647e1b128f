"""Tables and plots of results over seeds: mean and interval instead of one lucky number, beside published figures."""

from __future__ import annotations

import html as html_escapes
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Result:
    """What one way of doing it reached.

    Attributes:
        name: of the way, for example "XLM-R, both languages".
        scores: one a seed.
        seconds: of one run, if measured.
        published: what a published full-size run reached, if one is known.
    """

    name: str
    scores: Sequence[float]
    seconds: float | None = None
    published: float | str | None = None


def interval(scores: Sequence[float], confidence: float = 0.95) -> tuple[float, float]:
    """Mean and half the width of its t interval; NaN where one score says nothing about the spread.

    Source: Student, "The Probable Error of a Mean" (1908).
    """
    from scipy import stats

    mean, count = float(np.mean(scores)), len(scores)
    if count < 2:
        return mean, float("nan")
    quantile = stats.t.ppf((1 + confidence) / 2, count - 1)
    return mean, float(quantile * np.std(scores, ddof=1) / np.sqrt(count))


def markdown(results: Sequence[Result], metric: str) -> str:
    """The results as a Markdown table."""
    header, *rows = _cells(results, metric)
    lines = [header, ["---"] + ["---:"] * (len(header) - 1), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines)


def html(results: Sequence[Result], metric: str) -> str:
    """The results as an HTML table."""
    header, *rows = _cells(results, metric)
    body = "".join(_row("td", row) for row in rows)
    return f"<table>\n<thead>\n{_row('th', header)}</thead>\n<tbody>\n{body}</tbody>\n</table>\n"


def draw(results: Sequence[Result], metric: str) -> Figure:
    """A line for each result: the seeds as dots, mean and 95 % interval as a bar, the published figure as a mark."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 0.5 * len(results) + 1.2), layout="constrained")
    axes = figure.subplots()
    for line, result in enumerate(results):
        mean, half = interval(result.scores)
        first = line == 0
        axes.plot(
            result.scores,
            [line] * len(result.scores),
            ".",
            color="tab:gray",
            label="a seed" if first else None,
        )
        axes.errorbar(
            mean, line, xerr=None if np.isnan(half) else half, fmt="o", capsize=4, color="tab:blue",
            label="mean and 95 % interval" if first else None,
        )  # fmt: skip
    marks = [(result.published, line) for line, result in enumerate(results)]
    known = [(value, line) for value, line in marks if isinstance(value, int | float)]
    if known:
        axes.plot(*zip(*known, strict=True), "x", color="tab:red", label="published, full size")
    axes.set_yticks(range(len(results)), [result.name for result in results])
    axes.set_ylim(len(results) - 0.5, -0.5)
    axes.set_xlabel(metric)
    axes.legend(fontsize=8, loc="upper center", bbox_to_anchor=(0.5, -0.3), ncols=3)
    return figure


def write(results: Sequence[Result], folder: Path, metric: str, name: str = "results") -> list[Path]:
    """Writes `name`.md, `name`.html and `name`.png into a folder, which is made if need be; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}{suffix}" for suffix in (".md", ".html", ".png")]
    paths[0].write_text(markdown(results, metric) + "\n", encoding="utf-8")
    paths[1].write_text(
        f'<!doctype html>\n<meta charset="utf-8">\n<title>{html_escapes.escape(metric)}</title>\n'
        f'{html(results, metric)}<img src="{name}.png" alt="{html_escapes.escape(metric)}">\n',
        encoding="utf-8",
    )
    draw(results, metric).savefig(paths[2], dpi=110)
    return paths


def _cells(results: Sequence[Result], metric: str) -> list[list[str]]:
    """Header and rows; the columns of seconds and published figures only where there are any."""
    timed = any(result.seconds is not None for result in results)
    compared = any(result.published is not None for result in results)
    header = ["", f"{metric}, mean ± 95 %", "lowest–highest", "seeds"]
    rows = [header + ["seconds a run"] * timed + ["published, full size"] * compared]
    for result in results:
        mean, half = interval(result.scores)
        row = [
            result.name,
            f"{mean:.3f}" if np.isnan(half) else f"{mean:.3f} ± {half:.3f}",
            f"{min(result.scores):.3f}–{max(result.scores):.3f}",
            str(len(result.scores)),
        ]
        if timed:
            row.append("" if result.seconds is None else f"{result.seconds:.1f}")
        if compared:
            row.append("" if result.published is None else str(result.published))
        rows.append(row)
    return rows


def _row(tag: str, cells: Sequence[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{html_escapes.escape(cell)}</{tag}>" for cell in cells) + "</tr>\n"
