"""Prints results on the terminal: a student's own check, and the class as a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from rich.console import Console
from rich.text import Text as Line

from autograder.records import CheckOutcome, QuestionOutcome, Status
from autograder.reports.escape import isolated, visible
from autograder.reports.words import STATUSES, SYMBOLS, number, short, word

_STYLES = {
    Status.PASSED: "green",
    Status.SKIPPED: "dim",
    Status.INVALID: "yellow",
    Status.INFRASTRUCTURE: "yellow",
}
_FAILED = "red"
_TRACEBACK_LINES = 12
_MAX_ROWS = 60
_CELL, _TOTAL = 7, 8
# A terminal takes a line's direction from its first strong character: these marks, of no width, fix it.
_RIGHT_TO_LEFT, _LEFT_TO_RIGHT = "\u200f", "\u200e"


def print_check_result(outcomes: list[QuestionOutcome], lang: str, console: Console) -> None:
    """Print each check of ``outcomes``, what to do about those that did not pass, and the points."""
    for outcome in outcomes:
        heading = Line(_safe(outcome.question, lang), "bold")
        heading.append(f"  {_points(outcome.points, outcome.max_points, lang)}", _style(outcome.status))
        _print(heading, 0, lang, console)
        for check in outcome.checks:
            _print_check(check, lang, console)
        if not outcome.checks:
            _print(Line(STATUSES[outcome.status].get(lang), _style(outcome.status)), 2, lang, console)
        console.print()
    _print(_summary(outcomes, lang), 0, lang, console)


def print_class_table(
    outcomes: list[QuestionOutcome],
    lang: str,
    console: Console,
    late_factors: Mapping[str, float] | None = None,
) -> None:
    """Print the points of each student and question, one table per assignment.

    ``late_factors`` gives what the totals of late students are multiplied by.
    """
    by_assignment: dict[str, dict[str, dict[str, QuestionOutcome]]] = defaultdict(lambda: defaultdict(dict))
    for outcome in outcomes:
        by_assignment[outcome.assignment][outcome.student][outcome.question] = outcome
    for assignment, students in by_assignment.items():
        _print_table(assignment, students, lang, console, late_factors or {})


def _print_check(check: CheckOutcome, lang: str, console: Console) -> None:
    style = _style(check.status)
    line = Line(f"{SYMBOLS[check.status]} ", style)
    line.append(_safe(check.title.get(lang), lang), "" if check.status is Status.PASSED else "bold")
    line.append(f"  {_points(check.points, check.max_points, lang)}", "dim")
    if check.status is not Status.PASSED:
        line.append(f"  {STATUSES[check.status].get(lang)}", style)
    _print(line, 2, lang, console)
    if check.status is Status.PASSED:
        return
    if check.message:
        _print(Line(_safe(check.message.get(lang), lang)), 4, lang, console)
    if check.misconception:
        _note("mistake", check.misconception.get(lang), "yellow", lang, console)
    if check.hint and check.status is not Status.SKIPPED:
        _note("hint", check.hint.get(lang), "cyan", lang, console)
    # The grader's own tracebacks can quote expected values.
    if check.evidence and check.status is not Status.INFRASTRUCTURE:
        for row in visible(check.evidence, 4000).strip().split("\n")[-_TRACEBACK_LINES:]:
            _print(Line(row, "dim"), 6, "en", console)


def _note(key: str, text: str, style: str, lang: str, console: Console) -> None:
    line = Line(f"{word(key, lang)}: ", f"bold {style}")
    line.append(_safe(text, lang), style)
    _print(line, 4, lang, console)


def _summary(outcomes: list[QuestionOutcome], lang: str) -> Line:
    points, top = sum(o.points for o in outcomes), sum(o.max_points for o in outcomes)
    complete = sum(outcome.status is Status.PASSED for outcome in outcomes)
    counted = word("complete", lang, n=number(complete, lang), total=number(len(outcomes), lang))
    perfect = bool(outcomes) and complete == len(outcomes)
    line = Line(f"{_points(points, top, lang)} {word('points', lang)} · {counted}", "bold")
    if perfect:
        line.append(f"  {word('all_passed', lang)}", "bold green")
    return line


def _print_table(
    assignment: str,
    students: dict[str, dict[str, QuestionOutcome]],
    lang: str,
    console: Console,
    late_factors: Mapping[str, float],
) -> None:
    questions = list(dict.fromkeys(question for row in students.values() for question in row))
    shown = list(students.items())[:_MAX_ROWS]
    room = max(10, min(32, console.width - _CELL * len(questions) - _TOTAL))
    names = {student: _name(student, room) for student, _ in shown}
    first = max(name.cell_len for name in [*names.values(), Line(word("student", lang))])
    labels = [_right(short(visible(question), lang)[: _CELL - 1], _CELL) for question in questions]
    header = _padded(Line(word("student", lang)), first).append("".join(labels))
    header.append(_right(word("total", lang), _TOTAL)).stylize("dim")
    console.print(Line(_safe(assignment, "en"), "bold"))
    _row(header, console)
    for student, row in shown:
        line = _padded(names[student], first)
        for question in questions:
            line.append_text(_cell(row.get(question), lang))
        total = sum(outcome.points for outcome in row.values()) * late_factors.get(student, 1.0)
        _row(line.append(f"{number(total, lang):>{_TOTAL}}", "bold"), console)
    if len(students) > len(shown):
        left = len(students) - len(shown)
        _print(Line(word("more", lang, n=number(left, lang)), "dim"), 0, lang, console)


def _right(label: str, width: int) -> str:
    return " " * (width - len(label)) + f"\u2068{label}\u2069"


def _cell(outcome: QuestionOutcome | None, lang: str) -> Line:
    if outcome is None:
        return Line(f"{'…':>{_CELL}}", "dim")
    points = number(outcome.points, lang)
    return Line(f"{points:>{_CELL - 2}} {SYMBOLS[outcome.status]}", _style(outcome.status))


def _row(line: Line, console: Console) -> None:
    # Columns stay in place only if every line runs the same way, whatever the language of the names.
    console.print(Line(_LEFT_TO_RIGHT).append_text(line), highlight=False, soft_wrap=True)


def _name(student: str, width: int) -> Line:
    name = Line(visible(student, 200, lines=False))
    name.truncate(width, overflow="ellipsis")
    return name


def _padded(name: Line, width: int) -> Line:
    return Line("\u2068").append_text(name).append("\u2069" + " " * (width - name.cell_len))


def _print(line: Line, indent: int, lang: str, console: Console) -> None:
    """Print ``line`` wrapped, each of its rows running in the direction of ``lang``."""
    mark = _RIGHT_TO_LEFT if lang == "fa" else ""
    for row in line.wrap(console, max(console.width - indent, 20)):
        row.rstrip()
        console.print(Line(mark + " " * indent).append_text(row), highlight=False, soft_wrap=True)


def _safe(text: str, lang: str) -> str:
    return isolated(visible(text), lang)


def _points(points: float, top: float, lang: str) -> str:
    return f"{number(points, lang)} {word('of', lang)} {number(top, lang)}"


def _style(status: Status) -> str:
    return _STYLES.get(status, _FAILED)
