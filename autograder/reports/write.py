"""Rewrites every report of an output folder from its results file."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from autograder.catalogue import Catalogue
from autograder.errors import TamrinError
from autograder.gradebook.names import file_names
from autograder.gradebook.store import Store, SubmissionRow, open_store
from autograder.records import QuestionOutcome, Text
from autograder.reports.feedback import feedback_of
from autograder.reports.files import make_folder, write_text
from autograder.reports.html import class_page, feedback_page
from autograder.reports.summary import Plan, PlannedQuestion, StudentResult, summarise

Results = list[tuple[Plan, list[StudentResult]]]


def write_reports(
    out: Path,
    store_path: Path,
    lang: str = "en",
    *,
    catalogue: Catalogue | None = None,
    plots: bool = True,
) -> Path:
    """Write ``report.html`` and each ``feedback/<student>.html`` and ``.json`` under ``out``.

    Returns the path of ``report.html``. Raises TamrinError with one sentence where the results
    cannot be read or a file cannot be written.
    """
    with open_store(store_path) as store:
        results = read_results(store, catalogue or Catalogue())
        run_info = store.run_info()
    files = file_names(result.student for _, students in results for result in students)
    folder = out / "feedback"
    make_folder(folder)
    by_student: dict[str, list[tuple[Plan, StudentResult]]] = defaultdict(list)
    for plan, students in results:
        for result in students:
            by_student[result.student].append((plan, result))
    for student, parts in by_student.items():
        feedback = feedback_of(student, parts)
        write_text(folder / f"{files[student]}.json", feedback.to_json())
        write_text(folder / f"{files[student]}.html", feedback_page(feedback, lang))
    report = out / "report.html"
    summaries = [summarise(plan, students) for plan, students in results]
    write_text(report, class_page(summaries, files, run_info, lang, plots))
    return report


def read_results(store: Store, catalogue: Catalogue) -> Results:
    """Each assignment of the results file with its students, in order of their names."""
    outcomes: dict[str, dict[str, dict[str, QuestionOutcome]]] = defaultdict(lambda: defaultdict(dict))
    for outcome in store.outcomes():
        outcomes[outcome.assignment][outcome.student][outcome.question] = outcome
    submissions: dict[str, dict[str, SubmissionRow]] = defaultdict(dict)
    for row in store.submissions():
        submissions[row.assignment][row.student] = row
    results: Results = []
    for assignment in sorted(outcomes.keys() | submissions.keys()):
        graded, handed_in = outcomes[assignment], submissions[assignment]
        plan = _plan(assignment, [o for row in graded.values() for o in row.values()], catalogue)
        students = sorted(graded.keys() | handed_in.keys(), key=lambda name: (name.casefold(), name))
        results.append(
            (
                plan,
                [_result(name, assignment, handed_in.get(name), graded.get(name)) for name in students],
            )
        )
    return results


def _plan(assignment: str, outcomes: list[QuestionOutcome], catalogue: Catalogue) -> Plan:
    """The questions of ``assignment``; one that the course no longer has is known by its outcomes alone."""
    points = {outcome.question: outcome.max_points for outcome in outcomes}
    try:
        known = catalogue.assignment(assignment)
    except TamrinError:
        names = sorted(points, key=lambda name: (len(name.split("_")[0]), name))
        return Plan(
            assignment,
            _plain(assignment),
            tuple(PlannedQuestion(n, _plain(n), points[n]) for n in names),
        )
    return Plan(
        assignment,
        known.title,
        tuple(PlannedQuestion(q.id, q.title, points.get(q.id, q.points)) for q in known.questions),
    )


def _plain(text: str) -> Text:
    return Text(text, text)


def _result(
    student: str,
    assignment: str,
    row: SubmissionRow | None,
    outcomes: dict[str, QuestionOutcome] | None,
) -> StudentResult:
    row = row or SubmissionRow(student, assignment)
    return StudentResult(
        student=student,
        submitted_at=row.submitted_at,
        problem=row.problem,
        late_days=row.late_days,
        late_factor=row.late_factor,
        outcomes=outcomes or {},
    )
