"""The gradebook and its exports say the same as the results file, whatever students are called."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from autograder.commands.export import export
from autograder.errors import UsageError
from autograder.gradebook.csv import gradebook_text, number, plain_cell, safe_cell, write_atomically
from autograder.gradebook.exports import FORMATS, NBGRADER_COLUMNS, export_results
from autograder.gradebook.names import file_names
from autograder.gradebook.store import (
    STORE_NAME,
    PlanRow,
    Store,
    StoreUnusable,
    StoreUnwritable,
    SubmissionRow,
    create_store,
    open_store,
)
from autograder.grading.limits import printable
from autograder.records import CheckOutcome, QuestionOutcome, Status, Text

STUDENTS = ("=HYPERLINK(1)", "ali, “x”", "زهرا محمدی", "a/b".replace("/", "\n"), "'quoted", " +1", "<b>")
TITLES = {"a12_layers": Text("Layers", "لایه‌ها"), "a10_other": Text("Other", "دیگر")}
LATE = SubmissionRow("ali, “x”", "a12_layers", datetime(2026, 3, 2, 9, tzinfo=UTC), 2, 0.8)


def outcome(student: str, assignment: str, question: str, points: float) -> QuestionOutcome:
    status = Status.PASSED if points == 4 else Status.FAILED
    check = CheckOutcome(
        "test_x",
        status,
        points,
        4.0,
        Text("A check", "یک آزمون"),
        message=Text("Wrong <b>shape</b>.", "شکل نادرست است."),
        evidence="secret of the grader",
    )
    return QuestionOutcome.of(student, assignment, question, [check], 0.5)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two assignments of two questions; the points of a question tell whose it is."""
    store = create_store(tmp_path / STORE_NAME)
    plan: list[PlanRow] = []
    outcomes: list[tuple[str, QuestionOutcome]] = []
    for assignment in TITLES:
        for rank, student in enumerate(STUDENTS):
            for position, question in enumerate(("q2_b", "q10_a")):
                plan.append(PlanRow(student, assignment, question, position, f"key {question}"))
                outcomes.append(
                    (f"key {question}", outcome(student, assignment, question, rank % 4 + position))
                )
    rows = [SubmissionRow(student, assignment) for student in STUDENTS for assignment in TITLES]
    rows = [LATE if (row.student, row.assignment) == (LATE.student, LATE.assignment) else row for row in rows]
    store.set_plan(TITLES, plan, rows)
    store.set_info(seed=3, due={"a12_layers": "2026-03-01T12:00:00+03:30", "a10_other": None})
    store.record(outcomes)
    return store


def expected_total(store: Store, student: str, assignment: str) -> float:
    factor = LATE.late_factor if (student, assignment) == (LATE.student, LATE.assignment) else 1.0
    return factor * sum(
        each.points for each in store.outcomes() if (each.student, each.assignment) == (student, assignment)
    )


def test_what_is_recorded_comes_back(store: Store) -> None:
    with open_store(store.path.parent) as again:
        assert again.outcomes() == store.outcomes()
        assert again.run_info()["seed"] == 3
        found = {row.student: row for row in again.students()}
    assert list(found) == sorted(STUDENTS)
    assert (found[LATE.student].submitted_at, found[LATE.student].late_days) == (LATE.submitted_at, 2)
    order = [(each.student, each.assignment, each.question) for each in store.outcomes()]
    assert order[:4] == [
        (min(STUDENTS), "a10_other", "q2_b"),
        (min(STUDENTS), "a10_other", "q10_a"),
        (min(STUDENTS), "a12_layers", "q2_b"),
        (min(STUDENTS), "a12_layers", "q10_a"),
    ]


def test_a_new_plan_hides_outcomes_and_the_old_one_brings_them_back(store: Store) -> None:
    before = store.outcomes()
    old = [
        PlanRow(each.student, each.assignment, each.question, 0, f"key {each.question}") for each in before
    ]
    layers = [row for row in old if row.assignment == "a12_layers"]
    store.set_plan(["a12_layers"], [PlanRow(LATE.student, "a12_layers", "q2_b", 0, "other key")], [LATE])
    assert {each.assignment for each in store.outcomes()} == {"a10_other"}
    store.set_plan(["a12_layers"], layers, [LATE])
    assert len(store.outcomes()) == len(before)


def test_a_failed_transaction_leaves_no_trace(store: Store) -> None:
    before = store.outcomes()
    good = outcome(STUDENTS[0], "a12_layers", "q2_b", 1)
    with pytest.raises(AttributeError):
        store.record([("key q2_b", good), ("key q10_a", None)])  # type: ignore[list-item]
    assert store.outcomes() == before


def test_results_can_be_read_where_nothing_can_be_written(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = store.outcomes()
    store.close()
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with open_store(store.path.parent) as readonly:
        assert readonly.outcomes() == expected
        with pytest.raises(StoreUnwritable):
            readonly.set_info(seed=4)


def test_missing_results_say_which_command_makes_them(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="tamrin grade"):
        open_store(tmp_path)


def test_the_gradebook_reads_back_with_lateness_applied(store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(gradebook_text(store.scores()), newline="")))
    assert list(rows[0]) == ["student", "assignment", "question", "points", "max_points", "status"]
    totals: dict[tuple[str, str], float] = {}
    for row in rows:
        key = (plain_cell(row["student"]), row["assignment"])
        totals[key] = totals.get(key, 0.0) + float(row["points"])
    assert totals == {
        (printable(student), assignment): pytest.approx(expected_total(store, student, assignment))
        for student in STUDENTS
        for assignment in TITLES
    }


@given(st.text())
def test_no_cell_starts_a_formula_and_every_name_comes_back(name: str) -> None:
    cell = safe_cell(name)
    assert plain_cell(cell) == name
    assert cell.strip("' \t\r\n")[:1] not in tuple("=+-@") or cell.startswith("'")


@pytest.mark.parametrize(
    ("points", "text"), [(0, "0"), (-0.0, "0"), (2.0, "2"), (10, "10"), (1 / 3, "0.3333"), (0.1 + 0.2, "0.3")]
)
def test_points_have_no_needless_digits(points: float, text: str) -> None:
    assert number(points) == text


def test_a_file_is_replaced_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "gradebook.csv"
    write_atomically(path, "old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreUnwritable, match="No space left"):
        write_atomically(path, "new")
    assert path.read_text(encoding="utf-8") == "old"


@given(st.lists(st.text(min_size=1).filter(lambda name: "/" not in name and "\0" not in name), unique=True))
def test_file_names_are_safe_and_never_shared(students: list[str]) -> None:
    names = file_names(students)
    assert set(names) == set(students)
    assert len({name.casefold() for name in names.values()}) == len(students)
    for name in names.values():
        assert len(name.encode()) < 200
        assert not name.startswith(".")
        assert not set(name) & set('/\\:*?"<>| \n')


def test_file_names_that_would_collide_stay_apart() -> None:
    names = file_names(["a b", "a_b", "a:b", "Ali", "ali", "con", "..", "زهرا"])
    assert len({name.casefold() for name in names.values()}) == 8
    assert (names["a_b"], names["زهرا"]) == ("a_b", "زهرا")
    forged = names["a b"]
    assert file_names(["a b", forged])[forged] != forged


def test_canvas_gets_a_column_per_assignment_and_the_points_possible(store: Store, tmp_path: Path) -> None:
    export_results(store, "canvas", tmp_path / "canvas.csv", TITLES)
    rows = _table(tmp_path / "canvas.csv")
    columns = {"a10_other": "Other (a10_other)", "a12_layers": "Layers (a12_layers)"}
    assert list(rows[0])[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert rows[0]["Student"].strip() == "Points Possible"
    assert {rows[0][column] for column in columns.values()} == {"8"}
    assert {plain_cell(row["SIS Login ID"]) for row in rows[1:]} == set(STUDENTS)
    for row in rows[1:]:
        for assignment, column in columns.items():
            expected = expected_total(store, plain_cell(row["Student"]), assignment)
            assert float(row[column]) == pytest.approx(expected)


def test_moodle_gets_user_names_and_grades(store: Store, tmp_path: Path) -> None:
    export_results(store, "moodle", tmp_path / "moodle.csv", TITLES)
    found = {
        plain_cell(row["username"]): float(row["Layers (a12_layers)"])
        for row in _table(tmp_path / "moodle.csv")
    }
    assert found == {
        student: pytest.approx(expected_total(store, student, "a12_layers")) for student in STUDENTS
    }


def test_the_nbgrader_export_has_the_columns_that_nbgrader_writes(store: Store, tmp_path: Path) -> None:
    from nbgrader.plugins.export import CsvExportPlugin

    submission = SimpleNamespace(score=5.0, late_submission_penalty=1.0, timestamp=datetime(2026, 3, 2, 9))
    gradebook = SimpleNamespace(
        assignments=[SimpleNamespace(name="a12_layers", duedate=datetime(2026, 3, 1, 8, 30), max_score=8.0)],
        students=[SimpleNamespace(id="ali", last_name=None, first_name=None, email=None)],
        find_submission=lambda assignment, student: submission,
    )
    plugin = CsvExportPlugin()
    plugin.to = str(tmp_path / "theirs.csv")
    plugin.export(gradebook)  # type: ignore[arg-type]  # its own database needs the program alembic on the path
    theirs = _table(tmp_path / "theirs.csv")[0]
    export_results(store, "nbgrader", tmp_path / "ours.csv", TITLES)
    ours = {(plain_cell(row["student_id"]), row["assignment"]): row for row in _table(tmp_path / "ours.csv")}
    assert tuple(theirs) == NBGRADER_COLUMNS == tuple(ours[LATE.student, "a12_layers"])
    late = ours[LATE.student, "a12_layers"]
    assert (late["duedate"], late["timestamp"]) == (theirs["duedate"], theirs["timestamp"])
    assert float(late["score"]) == pytest.approx(expected_total(store, LATE.student, "a12_layers"))
    assert float(late["raw_score"]) - float(late["late_submission_penalty"]) == pytest.approx(
        float(late["score"])
    )


def test_gradescope_gets_one_document_per_submission(store: Store, tmp_path: Path) -> None:
    export_results(store, "gradescope", tmp_path / "gradescope", TITLES)
    names = file_names(STUDENTS)
    for student in STUDENTS:
        for assignment in TITLES:
            path = tmp_path / "gradescope" / assignment / names[student] / "results.json"
            document = json.loads(path.read_text(encoding="utf-8"))
            assert document["score"] == pytest.approx(expected_total(store, student, assignment))
            assert [test["max_score"] for test in document["tests"]] == [4.0, 4.0]
            formats = {document[f"{part}_format"] for part in ("output", "test_output", "test_name")}
            assert formats == {"text"}
            assert "secret" not in json.dumps(document)
            statuses = {test["status"] for test in document["tests"]}
            assert statuses <= {"passed", "failed"}
    assert (
        "2 day(s) late"
        in json.loads(
            (tmp_path / "gradescope/a12_layers" / names[LATE.student] / "results.json").read_text(
                encoding="utf-8"
            )
        )["output"]
    )


def test_every_format_can_be_exported_by_the_command(store: Store, tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(export)
    store.close()
    for form in FORMATS:
        result = CliRunner().invoke(app, [str(tmp_path), "--to", form])
        assert result.exit_code == 0
        assert Path(result.stdout.strip()).exists()
    unknown = CliRunner().invoke(app, [str(tmp_path), "--to", "excel"])
    assert isinstance(unknown.exception, UsageError)


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
