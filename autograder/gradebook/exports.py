"""The gradebook in the formats that learning platforms import; points have lateness applied everywhere.

==========  ==============================================================================================
format      what is written
==========  ==============================================================================================
csv         gradebook.csv again, a line per question
gradescope  a folder: ``<assignment>/<student>/results.json``, as Gradescope expects it of an autograder
canvas      a Canvas gradebook CSV: a column per assignment, the row ``Points Possible`` below the header
moodle      a CSV for Moodle's grade import: ``username`` and a column per assignment
nbgrader    the CSV that ``nbgrader export`` writes, a line per student and assignment
==========  ==============================================================================================

The student's folder name serves as login (Canvas), username (Moodle) and student id (nbgrader). Names that a
spreadsheet would compute carry a leading apostrophe in every CSV.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograder.gradebook.csv import csv_text, gradebook_text, number, safe_cell, write_atomically
from autograder.gradebook.names import file_names
from autograder.gradebook.store import Store, SubmissionRow, unwritable
from autograder.records import CheckOutcome, QuestionOutcome, Status, Text

NBGRADER_COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)
_CANVAS_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_GRADESCOPE_TEXT = 10_000

Titles = Mapping[str, Text]


@dataclass(frozen=True)
class _Total:
    student: str
    assignment: str
    raw: float
    points: float
    max_points: float


def export_results(store: Store, form: str, target: Path, titles: Titles) -> None:
    """Write the results of ``store`` in the format ``form`` to ``target``, a folder for gradescope."""
    if form == "gradescope":
        _write_gradescope(store, target)
    else:
        write_atomically(target, _TABLES[form](store, titles))


def _totals(store: Store) -> list[_Total]:
    sums: dict[tuple[str, str], list[float]] = {}
    for row in store.scores():
        total = sums.setdefault((row.student, row.assignment), [0.0, 0.0, 0.0])
        for place, value in enumerate((row.points, row.points * row.late_factor, row.max_points)):
            total[place] += value
    return [_Total(*names, *values) for names, values in sums.items()]


def _csv(store: Store, titles: Titles) -> str:
    del titles
    return gradebook_text(store.scores())


def _canvas(store: Store, titles: Titles) -> str:
    totals = _totals(store)
    possible = _possible(totals)
    header = [*_CANVAS_COLUMNS, *(_column(assignment, titles) for assignment in possible)]
    first = ["    Points Possible", "", "", "", "", *(number(points) for points in possible.values())]
    rows = [
        [safe_cell(student), "", "", safe_cell(student), "", *grades]
        for student, grades in _grid(totals, list(possible))
    ]
    return csv_text(header, [first, *rows])


def _moodle(store: Store, titles: Titles) -> str:
    totals = _totals(store)
    possible = _possible(totals)
    header = ["username", *(_column(assignment, titles) for assignment in possible)]
    return csv_text(
        header, [[safe_cell(student), *grades] for student, grades in _grid(totals, list(possible))]
    )


def _nbgrader(store: Store, titles: Titles) -> str:
    del titles
    due = store.run_info().get("due", {})
    handed_in = {(row.student, row.assignment): row for row in store.submissions()}
    rows = []
    for total in sorted(_totals(store), key=lambda each: (each.assignment, each.student)):
        submission = handed_in.get((total.student, total.assignment))
        rows.append(
            (
                total.assignment,
                _naive_utc(
                    datetime.fromisoformat(due[total.assignment]) if due.get(total.assignment) else None
                ),
                _naive_utc(submission.submitted_at if submission else None),
                safe_cell(total.student),
                "",
                "",
                "",
                number(total.raw),
                number(total.raw - total.points),
                number(total.points),
                number(total.max_points),
            )
        )
    return csv_text(NBGRADER_COLUMNS, rows)


_TABLES: dict[str, Callable[[Store, Titles], str]] = {
    "csv": _csv,
    "canvas": _canvas,
    "moodle": _moodle,
    "nbgrader": _nbgrader,
}
FORMATS = (*_TABLES, "gradescope")


def _possible(totals: list[_Total]) -> dict[str, float]:
    points: dict[str, float] = {}
    for total in sorted(totals, key=lambda each: each.assignment):
        points[total.assignment] = max(total.max_points, points.get(total.assignment, 0.0))
    return points


def _grid(totals: list[_Total], assignments: list[str]) -> list[tuple[str, list[str]]]:
    grades = {(total.student, total.assignment): number(total.points) for total in totals}
    students = sorted({total.student for total in totals})
    return [(name, [grades.get((name, assignment), "") for assignment in assignments]) for name in students]


def _column(assignment: str, titles: Titles) -> str:
    title = titles.get(assignment)
    return f"{title.en} ({assignment})" if title else assignment


def _naive_utc(moment: datetime | None) -> str:
    return str(moment.astimezone(UTC).replace(tzinfo=None)) if moment else ""


def _write_gradescope(store: Store, target: Path) -> None:
    handed_in = {(row.student, row.assignment): row for row in store.submissions()}
    names = file_names(student for student, _ in handed_in)
    by_submission: dict[tuple[str, str], list[QuestionOutcome]] = {}
    for outcome in store.outcomes():
        by_submission.setdefault((outcome.student, outcome.assignment), []).append(outcome)
    for (student, assignment), outcomes in by_submission.items():
        document = gradescope_results(outcomes, handed_in[student, assignment])
        path = target / assignment / names[student] / "results.json"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(path.parent, error) from error
        write_atomically(path, json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def gradescope_results(outcomes: list[QuestionOutcome], submission: SubmissionRow) -> dict[str, Any]:
    """Gradescope's ``results.json`` of one submission; all of it plain text, which is not interpreted."""
    late = (
        f"Handed in {submission.late_days} day(s) late: points count {submission.late_factor:.0%}."
        if submission.late_days
        else ""
    )
    raw = sum(outcome.points for outcome in outcomes)
    return {
        "score": round(raw * submission.late_factor, 4),
        "execution_time": round(sum(outcome.seconds for outcome in outcomes), 3),
        "output": late,
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [
            _gradescope_test(outcome, check, f"{position}.{place}")
            for position, outcome in enumerate(outcomes, start=1)
            for place, check in enumerate(outcome.checks, start=1)
        ],
    }


def _gradescope_test(outcome: QuestionOutcome, check: CheckOutcome, place: str) -> dict[str, Any]:
    passed = check.status is Status.PASSED
    texts = (check.message, check.misconception, check.hint)
    lines = [text.en for text in texts if text] + [text.fa for text in texts if text]
    return {
        "number": place,
        "name": f"{outcome.question}: {check.title.en}",
        "score": check.points,
        "max_score": check.max_points,
        "status": "passed" if passed else "failed",
        "output": "" if passed else "\n".join([check.status.value, *lines])[:_GRADESCOPE_TEXT],
        "output_format": "text",
        "visibility": "visible",
    }
