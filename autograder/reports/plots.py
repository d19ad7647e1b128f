"""The plots of the class report: matplotlib figures as inline SVG that follows the page's colours."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable
from html import escape
from statistics import mean
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from autograder.reports.summary import ClassSummary, QuestionSummary
from autograder.reports.words import number, percent, short, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Stand-ins: matplotlib writes these colours, the page's style sheet gives each class a light and a dark one.
_CLASSES = {
    "#010203": "ink",
    "#010204": "muted",
    "#010205": "accent",
    "#010206": "grid",
    "#010207": "mark",
}
INK, MUTED, ACCENT, GRID, MARK = _CLASSES
_SIZE = (4.8, 2.9)
_BINS = 10


def totals_plot(summary: ClassSummary, lang: str, prefix: str) -> Markup:
    """Histogram of the totals, with the mean."""

    from matplotlib.ticker import MaxNLocator

    def draw(axes: Axes) -> None:
        top = summary.plan.max_points or 1.0
        edges = [top * step / _BINS for step in range(_BINS + 1)]
        axes.hist(
            [min(total, top) for total in summary.totals],
            bins=edges,
            color=ACCENT,
            rwidth=0.9,
        )
        axes.axvline(mean(summary.totals), color=MARK, linestyle=(0, (4, 3)), linewidth=1.5)
        axes.set_xlim(0, top)
        axes.set_xlabel(word("points", lang))
        axes.set_ylabel(word("number_of_students", lang))
        axes.xaxis.set_major_formatter(lambda value, _: number(value, lang))
        axes.yaxis.set_major_formatter(lambda value, _: number(value, lang))
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.grid(axis="y", color=GRID, linewidth=0.8)

    return _render(f"{prefix}-totals", word("distribution", lang), draw)


def scores_plot(summary: ClassSummary, lang: str, prefix: str) -> Markup:
    """Per question, a dot for each score that occurs, larger the more students have it, and the mean."""

    def draw(axes: Axes) -> None:
        for place, question in enumerate(summary.questions):
            _dots(axes, place, question)
        axes.set_ylim(-0.08, 1.08)
        axes.set_xlim(-0.6, len(summary.questions) - 0.4)
        axes.set_xticks(
            range(len(summary.questions)),
            [short(q.id, lang) for q in summary.plan.questions],
        )
        axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
        axes.yaxis.set_major_formatter(lambda value, _: percent(value, lang))
        axes.set_ylabel(word("share_of_points", lang))
        axes.grid(axis="y", color=GRID, linewidth=0.8)

    return _render(f"{prefix}-scores", word("scores", lang), draw)


def _dots(axes: Axes, place: int, question: QuestionSummary) -> None:
    counts = Counter(round(share, 3) for share in question.shares)
    if not counts:
        return
    largest = max(counts.values())
    sizes = [18 + 200 * count / largest for count in counts.values()]
    axes.scatter(
        [place] * len(counts),
        list(counts),
        s=sizes,
        color=ACCENT,
        alpha=0.55,
        linewidths=0,
        zorder=2,
    )
    axes.hlines(
        question.mean_share,
        place - 0.34,
        place + 0.34,
        color=MARK,
        linewidth=2,
        zorder=3,
    )


def _render(name: str, title: str, draw: Callable[[Axes], None]) -> Markup:
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    style: dict[Any, Any] = {
        "svg.fonttype": "none",
        "svg.hashsalt": name,
        "font.size": 10,
        "text.color": INK,
        "axes.labelcolor": MUTED,
        "axes.edgecolor": MUTED,
        "xtick.color": MUTED,
        "ytick.color": MUTED,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
    }
    with matplotlib.rc_context(style):
        figure = Figure(figsize=_SIZE, layout="constrained")
        FigureCanvasSVG(figure)
        figure.patch.set_visible(False)
        axes = figure.add_subplot()
        axes.patch.set_visible(False)
        draw(axes)
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return Markup(_inline(buffer.getvalue(), name, title))


def _inline(svg: str, name: str, title: str) -> str:
    """The ``<svg>`` element alone: no style attributes (the page's policy forbids them), no clashing ids."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<(metadata|style|title)\b.*?</\1>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r'\sstyle="([^"]*)"', _attributes, svg)
    used = set(re.findall(r'(?:url\(|href=")#([^")]+)', svg))
    svg = re.sub(r'\sid="([^"]*)"', lambda m: f' id="{name}-{m[1]}"' if m[1] in used else "", svg)
    svg = re.sub(r'(url\(|href=")#', rf"\1#{name}-", svg)
    svg = re.sub(r"(<svg\b[^>]*?)\s(?:width|height)=\"[^\"]*\"(?=[^>]*>)", r"\1", svg, count=1)
    svg = re.sub(r"(<svg\b[^>]*?)\s(?:width|height)=\"[^\"]*\"(?=[^>]*>)", r"\1", svg, count=1)
    label = escape(title, quote=True)
    return re.sub(r"<svg\b", f'<svg class="plot" role="img" aria-label="{label}"', svg, count=1)


def _attributes(match: re.Match[str]) -> str:
    """A ``style`` attribute as classes for our colours and presentation attributes for the rest."""
    classes, attributes = [], []
    for declaration in filter(None, (part.strip() for part in match[1].split(";"))):
        key, value = (part.strip() for part in declaration.split(":", 1))
        if key == "font":
            size = re.search(r"([\d.]+)px", value)
            attributes.append(f'font-size="{size[1] if size else 10}"')
        elif value in _CLASSES:
            classes.append(f"{key}-{_CLASSES[value]}")
        else:
            attributes.append(f'{key}="{escape(value, quote=True)}"')
    named = [f'class="{" ".join(classes)}"'] if classes else []
    return "".join(f" {part}" for part in named + attributes)
