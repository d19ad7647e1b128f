"""Renders the pages: Jinja2 with autoescape, one inline style sheet, a policy that forbids the rest."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache, partial
from statistics import mean, median
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from autograder.records import Status
from autograder.reports import words
from autograder.reports.escape import spans, visible
from autograder.reports.feedback import Feedback
from autograder.reports.plots import scores_plot, totals_plot
from autograder.reports.summary import ClassSummary, StudentResult

NAME_LIMIT = 60
EVIDENCE_LIMIT = 8_000
MESSAGE_LIMIT = 2_000
_SHOWN_INFO = (
    "started",
    "finished",
    "profile",
    "device",
    "jobs",
    "assignments",
    "versions",
)
_QUIET = frozenset({Status.PASSED, Status.FAILED})


def feedback_page(feedback: Feedback, lang: str) -> str:
    """The page of one student."""
    return _template("feedback.html.j2", lang).render(feedback=feedback)


def class_page(
    summaries: list[ClassSummary],
    files: Mapping[str, str],
    run_info: Mapping[str, Any],
    lang: str,
    plots: bool = True,
) -> str:
    """The page of the class; ``files`` names each student's feedback page, without suffix."""
    return _template("report.html.j2", lang).render(
        title=" · ".join(summary.plan.title.get(lang) for summary in summaries),
        parts=[_part(f"p{index}", summary, files, lang, plots) for index, summary in enumerate(summaries)],
        run_info=_info(run_info, lang),
    )


@dataclass(frozen=True)
class _Cell:
    points: str
    shade: str
    status: str = ""
    symbol: str = ""
    word: str = ""


@dataclass(frozen=True)
class _Row:
    name: str
    link: str
    points: float
    total: str
    late: str
    problem: bool
    cells: list[_Cell]


def _part(
    prefix: str, summary: ClassSummary, files: Mapping[str, str], lang: str, plots: bool
) -> dict[str, Any]:
    drawn = (
        {
            "totals": totals_plot(summary, lang, prefix),
            "scores": scores_plot(summary, lang, prefix),
        }
        if plots and summary.totals
        else None
    )
    return {
        "summary": summary,
        "stats": _stats(summary, lang),
        "plots": drawn,
        "any_late": any(result.late_days for result in summary.students),
        "rows": [_row(summary, result, files[result.student], lang) for result in summary.students],
    }


def _stats(summary: ClassSummary, lang: str) -> list[tuple[str, str]]:
    totals = summary.totals
    top = summary.plan.max_points
    of = f" {words.word('of', lang)} {words.number(top, lang)}"
    stats = [(words.word("students", lang), words.number(len(summary.students), lang))]
    if totals:
        stats += [
            (words.word("mean", lang), words.number(mean(totals), lang, 1) + of),
            (words.word("median", lang), words.number(median(totals), lang, 1) + of),
            (
                words.word("full_marks", lang),
                words.number(sum(total >= top - 1e-9 for total in totals), lang),
            ),
            (
                words.word("no_points", lang),
                words.number(sum(total == 0 for total in totals), lang),
            ),
        ]
    return stats


def _row(summary: ClassSummary, result: StudentResult, file: str, lang: str) -> _Row:
    return _Row(
        name=visible(result.student, NAME_LIMIT, lines=False),
        link=f"feedback/{quote(file)}.html",
        points=result.points,
        total=words.number(result.points, lang),
        late=f"{words.days(result.late_days, lang)} × {words.number(result.late_factor, lang)}"
        if result.late_days
        else "",
        problem=result.problem is not None,
        cells=[_cell(result, question.id, lang) for question in summary.plan.questions],
    )


def _cell(result: StudentResult, question: str, lang: str) -> _Cell:
    outcome = result.outcomes.get(question)
    if outcome is None:
        return _Cell("…", "")
    share = outcome.points / outcome.max_points if outcome.max_points else 0.0
    shade = "s4" if share >= 1 else f"s{min(3, int(4 * share))}"
    points = words.number(outcome.points, lang)
    if outcome.status in _QUIET:
        return _Cell(points, shade)
    label = words.STATUSES[outcome.status].get(lang)
    return _Cell(points, shade, outcome.status, words.SYMBOLS[outcome.status], label)


def _info(run_info: Mapping[str, Any], lang: str) -> list[tuple[str, str]]:
    # Only what is listed: the run's seed must not travel with a page that may be shown to the class.
    rows = []
    for key in _SHOWN_INFO:
        value = run_info.get(key)
        if not value:
            continue
        if isinstance(value, dict):
            value = ", ".join(f"{name} {version}" for name, version in value.items())
        elif isinstance(value, list):
            value = ", ".join(map(str, value))
        text = _moment(value, lang) if key in ("started", "finished") else str(value)
        rows.append((words.word(f"info_{key}", lang), visible(text, 400, lines=False)))
    return rows


def _moment(value: object, lang: str) -> str:
    try:
        return words.moment(datetime.fromisoformat(str(value)), lang)
    except ValueError:
        return str(value)


@cache
def _environment(lang: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("autograder.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    assert environment.loader is not None
    style = environment.loader.get_source(environment, "style.css")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment.filters |= {
        "name": lambda text: visible(text, NAME_LIMIT, lines=False),
        "text": lambda text: visible(getattr(text, lang), MESSAGE_LIMIT),
        "evidence": lambda text: visible(text, EVIDENCE_LIMIT),
        "prose": partial(_prose, lang=lang),
        "number": partial(words.number, lang=lang),
    }
    environment.globals |= {
        "lang": lang,
        "style": Markup(style),
        "policy": f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        "w": lambda key, **values: words.word(key, lang, **values),
        "digits": lambda value: words.digits(str(value), lang),
        "number": partial(words.number, lang=lang),
        "seconds": partial(words.seconds, lang=lang),
        "days": partial(words.days, lang=lang),
        "students": partial(words.students, lang=lang),
        "moment": partial(words.moment, lang=lang),
        "short": partial(words.short, lang=lang),
        "symbols": {status.value: symbol for status, symbol in words.SYMBOLS.items()},
        "statuses": {status.value: text.get(lang) for status, text in words.STATUSES.items()},
    }
    return environment


def _template(name: str, lang: str) -> Template:
    return _environment(lang).get_template(name)


@lru_cache(maxsize=4096)
def _prose(text: str, lang: str) -> Markup:
    parts = []
    for kind, part in spans(text, lang):
        if kind == "code":
            parts.append(Markup("<code>{}</code>").format(part))
        elif kind == "foreign":
            parts.append(Markup('<bdi dir="{}">{}</bdi>').format("ltr" if lang == "fa" else "rtl", part))
        else:
            parts.append(escape(part))
    return Markup("").join(parts)
