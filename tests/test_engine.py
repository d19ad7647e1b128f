"""The batch survives whatever happens to it and ends with the same gradebook."""

from __future__ import annotations

import csv
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from autograder.catalogue import Catalogue
from autograder.errors import InfrastructureError, UnknownAssignment, UsageError, exit_code
from autograder.gradebook.store import StoreUnusable, StoreUnwritable, create_store, open_store
from autograder.grading import engine
from autograder.grading.batch import Request, Result, Settings, grade_class
from autograder.grading.cache import files_digest
from autograder.grading.engine import MakeRunner
from autograder.grading.intake import take_in
from autograder.grading.plan import make_plan
from autograder.grading.progress import BarProgress, Estimate
from autograder.records import Status
from tests.fake_grading import ASSIGNMENT, QUESTIONS, fake_runners, hand_in, make_course

REPOSITORY = Path(__file__).resolve().parent.parent
PROGRAM = Path(__file__).with_name("fake_grading.py")


@contextmanager
def no_runners(catalogue: Catalogue, settings: Settings, jobs: int, reads: set[str]) -> Iterator[MakeRunner]:
    """Runners for a run that must not need any."""
    raise AssertionError("a worker was asked for although nothing changed")
    yield lambda index: pytest.fail(str(index))


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return make_course(tmp_path / "root")


@pytest.fixture
def request_(tmp_path: Path) -> Request:
    """A class of three, to be graded with two checkers and a fixed seed."""
    for student in ("ali", "زهرا", "sara"):
        hand_in(tmp_path / "class", student, f"answer of {student}")
    return Request(tmp_path / "class", tmp_path / "out", jobs=2, seed=5)


def graded(request: Request, catalogue: Catalogue, runners=None) -> Result:
    return grade_class(request, catalogue, runners or fake_runners(), write_reports=None)


def statuses(result: Result) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    with result.gradebook.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["student"], set()).add(row["status"])
    return found


def start(course: Catalogue, submissions: Path, out: Path, seconds: float = 0.0) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, PROGRAM, course.root, submissions, out, str(seconds)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def test_the_gradebook_has_every_question_of_every_student_in_the_assignments_order(
    request_: Request, catalogue: Catalogue
) -> None:
    with graded(request_, catalogue).gradebook.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["student"], row["question"]) for row in rows] == [
        (student, question) for student in ("ali", "sara", "زهرا") for question in QUESTIONS
    ]
    assert {row["max_points"] for row in rows} == {"4"}


def test_the_number_of_checkers_does_not_change_the_gradebook(
    request_: Request, catalogue: Catalogue, tmp_path: Path
) -> None:
    books = [
        graded(replace(request_, jobs=jobs, out=tmp_path / f"out{jobs}"), catalogue).gradebook.read_bytes()
        for jobs in (1, 2, 5)
    ]
    assert books[0] == books[1] == books[2]


def test_an_unchanged_class_is_not_graded_again(request_: Request, catalogue: Catalogue) -> None:
    first = graded(request_, catalogue).gradebook.read_bytes()
    second = graded(request_, catalogue, no_runners)
    assert second.graded == 0
    assert second.gradebook.read_bytes() == first


def test_an_unchanged_class_imports_nothing_heavy(request_: Request, catalogue: Catalogue) -> None:
    graded(request_, catalogue)
    script = (
        "import sys; from pathlib import Path; import tests.fake_grading as f\n"
        "f.fake_runners = lambda seconds: None\n"
        f"f.main({str(catalogue.root)!r}, {str(request_.submissions)!r}, {str(request_.out)!r})\n"
        "print([name for name in ('torch', 'numpy', 'pytest', 'rich') if name in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    answer = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"


def test_only_what_changed_is_graded_again(request_: Request, catalogue: Catalogue, tmp_path: Path) -> None:
    graded(request_, catalogue)
    hand_in(request_.submissions, "sara", "a better answer")
    assert graded(request_, catalogue).graded == len(QUESTIONS)
    hand_in(request_.submissions, "new", "hello")
    assert graded(request_, catalogue).graded == len(QUESTIONS)
    changed = graded(replace(request_, seed=6), catalogue)
    assert changed.graded == changed.questions
    assert graded(request_, catalogue, no_runners).graded == 0, (
        "the outcomes of the first seed were forgotten"
    )
    other = make_course(tmp_path / "other", late="[late]\npercent_per_day = 10")
    assert graded(request_, other).graded == changed.questions


def test_the_key_tells_file_names_from_contents() -> None:
    files = [{"a": b"bc"}, {"ab": b"c"}, {"a": b"b", "c": b""}, {"a": b"", "b": b"c"}, {}]
    assert len({files_digest(each) for each in files}) == len(files)


def test_without_a_seed_one_is_drawn_once_and_kept(
    request_: Request, catalogue: Catalogue, tmp_path: Path
) -> None:
    request = replace(request_, seed=None)
    first, again = graded(request, catalogue), graded(request, catalogue, no_runners)
    assert first.settings.seed == again.settings.seed
    elsewhere = graded(replace(request, out=tmp_path / "elsewhere"), catalogue)
    assert elsewhere.settings.seed != first.settings.seed  # equal once in 2**31 runs


def test_a_student_who_left_is_no_longer_in_the_gradebook(request_: Request, catalogue: Catalogue) -> None:
    graded(request_, catalogue)
    (request_.submissions / "ali").rename(request_.submissions / "omid")
    assert set(statuses(graded(request_, catalogue))) == {"omid", "sara", "زهرا"}


def test_checkers_that_die_or_raise_cost_only_their_own_question(
    request_: Request, catalogue: Catalogue
) -> None:
    hand_in(request_.submissions, "deadly", "die")
    hand_in(request_.submissions, "raising", "raise")
    result = graded(request_, catalogue)
    found = statuses(result)
    assert found["deadly"] == found["raising"] == {"infrastructure"}
    assert found["ali"] == found["sara"] == found["زهرا"] == {"failed"}
    assert result.faults == 2 * len(QUESTIONS)


@pytest.mark.parametrize("order", ["die-once", "infrastructure-once"])
def test_a_fault_of_the_grader_is_tried_once_more(
    request_: Request, catalogue: Catalogue, tmp_path: Path, order: str
) -> None:
    (tmp_path / "marks").mkdir()
    hand_in(request_.submissions, "unlucky", f"{order} {tmp_path / 'marks'}")
    assert statuses(graded(request_, catalogue))["unlucky"] == {"failed"}


def test_a_fault_of_the_grader_is_never_cached(request_: Request, catalogue: Catalogue) -> None:
    hand_in(request_.submissions, "deadly", "die")
    graded(request_, catalogue)
    again = graded(request_, catalogue)
    assert again.graded == len(QUESTIONS)


def test_a_silent_checker_is_replaced(
    request_: Request, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(request_.submissions, "silent", "hang")
    run_tasks = engine.run_tasks
    monkeypatch.setattr(
        "autograder.grading.batch.run_tasks",
        lambda *arguments, tick: run_tasks(*arguments, tick=tick, patience=0.5),
    )
    found = statuses(graded(request_, catalogue))
    assert found["silent"] == {"infrastructure"}
    assert found["ali"] == {"failed"}


def test_an_invalid_submission_gets_its_status_and_starts_no_worker(
    request_: Request, catalogue: Catalogue
) -> None:
    graded(request_, catalogue)
    (request_.submissions / "broken.zip").write_bytes(b"PK\x03\x04 no zip")
    result = graded(request_, catalogue, no_runners)
    assert statuses(result)["broken"] == {"invalid"}
    assert [student for student, _ in result.problems] == ["broken"]
    with open_store(request_.out) as store:
        messages = {
            check.message for each in store.outcomes() if each.student == "broken" for check in each.checks
        }
        assert messages == {result.problems[0][1]}


def test_lateness_lowers_the_gradebook_and_leaves_the_stored_points(
    request_: Request, tmp_path: Path
) -> None:
    catalogue = make_course(tmp_path / "strict", late="[late]\npercent_per_day = 25\nmax_days = 2")
    (request_.submissions / "submissions.csv").write_text(
        "student,submitted_at\nali,2026-03-01T11:00Z\nsara,2026-03-02T11:00Z\nزهرا,2026-03-20T11:00Z\n",
        encoding="utf-8",
    )
    due = datetime.fromisoformat("2026-03-01T12:00Z")
    graded(request_, catalogue)
    result = graded(replace(request_, due=due), catalogue, no_runners)
    with open_store(request_.out) as store:
        raw = {(each.student, each.question): each.points for each in store.outcomes()}
        assert [(row.student, row.late_days, row.late_factor) for row in store.students()] == [
            ("ali", 0, 1.0),
            ("sara", 1, 0.75),
            ("زهرا", 19, 0.0),
        ]
    factors = {"ali": 1.0, "sara": 0.75, "زهرا": 0.0}
    with result.gradebook.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            expected = raw[row["student"], row["question"]] * factors[row["student"]]
            assert float(row["points"]) == pytest.approx(expected)


def test_killed_at_twenty_random_moments_the_same_command_ends_with_the_same_gradebook(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    pids = tmp_path / "pids"
    pids.mkdir()
    for number in range(30):
        hand_in(tmp_path / "class", f"student {number:02}", f"pid {pids} {number}")
    chance = random.Random(20)
    kept: list[int] = []
    for attempt in range(20):
        known = len(list(pids.iterdir()))
        run = start(catalogue, tmp_path / "class", tmp_path / "out", 0.05)
        while attempt % 4 and len(list(pids.iterdir())) == known and run.poll() is None:
            time.sleep(0.001)  # one kill in four comes during the start, the others while questions run
        time.sleep(chance.uniform(0, 0.2))
        run.kill()
        run.wait()
        if (tmp_path / "out" / "results.sqlite").exists():
            with open_store(tmp_path / "out") as store:
                kept.append(len(store.outcomes()))
    assert kept == sorted(kept), "an outcome that was recorded got lost"
    run = start(catalogue, tmp_path / "class", tmp_path / "out")
    assert run.wait() == 0
    with open_store(tmp_path / "out") as store:
        seed = store.run_info()["seed"]
    request = Request(tmp_path / "class", tmp_path / "undisturbed", jobs=2, seed=seed)
    undisturbed = graded(request, catalogue).gradebook.read_bytes()
    assert (tmp_path / "out" / "gradebook.csv").read_bytes() == undisturbed
    assert len({count for count in kept if count < 90}) > 5, "hardly a kill hit a batch under way"
    assert not [pid for pid in pids.iterdir() if _is_checker(int(pid.name))]


def _is_checker(pid: int) -> bool:
    try:
        return PROGRAM.name.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_the_run_and_its_checkers_and_the_same_command_goes_on(
    catalogue: Catalogue, tmp_path: Path, number: signal.Signals
) -> None:
    pids = tmp_path / "pids"
    pids.mkdir()
    for student in range(10):
        hand_in(tmp_path / "class", f"student {student}", f"pid {pids} {student}")
    run = start(catalogue, tmp_path / "class", tmp_path / "out", 0.1)
    while not list(pids.iterdir()) and run.poll() is None:
        time.sleep(0.01)
    os.killpg(run.pid, number)  # a terminal's Ctrl-C reaches the checkers too
    assert run.wait() == 130
    assert not [pid for pid in pids.iterdir() if _is_checker(int(pid.name))]
    assert not (tmp_path / "out" / "gradebook.csv").exists()
    assert start(catalogue, tmp_path / "class", tmp_path / "out").wait() == 0


def test_a_second_run_on_the_same_folder_is_refused(catalogue: Catalogue, tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    pids.mkdir()
    hand_in(tmp_path / "class", "student", f"pid {pids}")
    run = start(catalogue, tmp_path / "class", tmp_path / "out", 0.5)
    while not (tmp_path / "out" / "results.sqlite").exists() and run.poll() is None:
        time.sleep(0.01)
    with pytest.raises(InfrastructureError, match="Another `tamrin grade`"):
        graded(Request(tmp_path / "class", tmp_path / "out"), catalogue)
    assert run.wait() == 0


def test_off_a_terminal_progress_is_plain_lines(catalogue: Catalogue, tmp_path: Path) -> None:
    for student in range(4):
        hand_in(tmp_path / "class", f"student {student}")
    run = start(catalogue, tmp_path / "class", tmp_path / "out")
    lines = run.communicate()[1].decode().splitlines()
    assert re.fullmatch(r"graded 12/12.*", lines[-1])
    assert not any("\x1b" in line for line in lines)


def test_the_estimate_knows_that_some_questions_take_longer(catalogue: Catalogue, tmp_path: Path) -> None:
    for student in range(4):
        hand_in(tmp_path / "class", f"student {student}")
    assignment = catalogue.assignment(ASSIGNMENT)
    intake = take_in(tmp_path / "class", [ASSIGNMENT])
    tasks = make_plan(intake.submissions, [assignment], catalogue, "settings")
    estimate = Estimate(tasks, 2, {})
    assert estimate.seconds() is None
    for task, seconds in zip(tasks, (30.0, 1.0, 2.0), strict=False):
        estimate.add(task, seconds)
    assert estimate.seconds() == pytest.approx(3 * (30 + 1 + 2) / 2)


def test_the_bar_starts_no_thread_because_checkers_may_yet_be_forked(
    catalogue: Catalogue, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_in(tmp_path / "class", "student")
    intake = take_in(tmp_path / "class", [ASSIGNMENT])
    tasks = make_plan(intake.submissions, [catalogue.assignment(ASSIGNMENT)], catalogue, "settings")
    before = threading.active_count()
    with BarProgress(len(tasks), Estimate(tasks, 1, {})) as bar:
        for task in tasks:
            bar.advance(task, 60.0)
            bar.tick()
            assert threading.active_count() == before
    assert "3/3" in capsys.readouterr().err


def test_bad_input_is_one_sentence_and_a_documented_code(
    request_: Request, catalogue: Catalogue, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "unnamed" / "student").mkdir(parents=True)
    cases = [
        (replace(request_, submissions=tmp_path / "missing"), UsageError, 2),
        (replace(request_, submissions=tmp_path / "empty"), UsageError, 2),
        (replace(request_, submissions=tmp_path / "unnamed"), UsageError, 2),
        (replace(request_, assignments=["a99_none"]), UnknownAssignment, 2),
        (replace(request_, out=request_.submissions / "out"), UsageError, 2),
        (replace(request_, out=tmp_path / "file"), InfrastructureError, 3),
        (replace(request_, out=tmp_path / "file" / "out"), InfrastructureError, 3),
    ]
    for request, kind, code in cases:
        with pytest.raises(kind) as caught:
            graded(request, catalogue)
        assert exit_code(caught.value) == code
        assert re.fullmatch(r".+\.", str(caught.value))


def test_foreign_or_damaged_or_old_results_are_refused_and_left_alone(
    request_: Request, catalogue: Catalogue
) -> None:
    graded(request_, catalogue)
    path = request_.out / "results.sqlite"
    whole = path.read_bytes()
    old = bytearray(whole)
    old[60:64] = (7).to_bytes(4, "big")
    foreign = bytearray(whole)
    foreign[68:72] = bytes(4)
    cases = {
        b"a text file": "damaged",
        b"": "damaged",
        bytes(old): "another version",
        bytes(foreign): "not a results file",
        whole[:4096] + b"\xff" * (len(whole) - 4096): "damaged",
    }
    for content, words in cases.items():
        path.write_bytes(content)
        for attempt in (lambda: graded(request_, catalogue), lambda: open_store(request_.out)):
            with pytest.raises(StoreUnusable, match=words) as caught:
                attempt()
            assert exit_code(caught.value) == 2
        assert path.read_bytes() == content


def test_a_full_disk_is_one_sentence_and_the_run_goes_on_later(
    request_: Request, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def small(path: Path):
        store = create_store(path)
        pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
        store._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        return store

    for number in range(30):
        hand_in(request_.submissions, f"student {number}", "x" * 2000)
    monkeypatch.setattr("autograder.grading.batch.create_store", small)
    with pytest.raises(StoreUnwritable, match="full") as caught:
        graded(request_, catalogue)
    assert exit_code(caught.value) == 3
    monkeypatch.undo()
    result = graded(request_, catalogue)
    assert (result.questions, result.faults) == (33 * len(QUESTIONS), 0)


def test_a_folder_without_write_permission_is_one_sentence(request_: Request, catalogue: Catalogue) -> None:
    request_.out.mkdir(mode=0o500)
    if os.access(request_.out, os.W_OK):
        pytest.skip("this user writes everywhere")
    with pytest.raises(StoreUnwritable, match="permissions"):
        graded(request_, catalogue)


def test_results_keep_the_evidence_of_students_who_send_broken_text(
    request_: Request, catalogue: Catalogue
) -> None:
    graded(request_, catalogue)
    with open_store(request_.out) as store:
        outcomes = store.outcomes()
        info = store.run_info()
    assert all(outcome.checks[0].evidence.endswith(f" <b>{outcome.student}") for outcome in outcomes)
    json.dumps([outcome.to_dict() for outcome in outcomes], ensure_ascii=False).encode()
    assert (info["seed"], info["assignments"]) == (5, [ASSIGNMENT])
    assert all(outcome.status is Status.FAILED for outcome in outcomes)
