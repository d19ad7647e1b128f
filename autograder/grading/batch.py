"""Grades a class from end to end: lock, intake, plan, run what is not recorded yet, gradebook, reports.

An outcome is recorded as soon as it is there, and the plan's keys say which outcomes still hold, so a
run that was killed at any moment goes on when it is started again. When nothing changed, no worker is
started and nothing heavy is imported.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from types import FrameType
from typing import Any

from autograder.catalogue import Assignment, Catalogue
from autograder.errors import InfrastructureError, UsageError
from autograder.gradebook.csv import GRADEBOOK_NAME, gradebook_text, write_atomically
from autograder.gradebook.store import STORE_NAME, ScoreRow, Store, SubmissionRow, create_store, unwritable
from autograder.grading.engine import MakeRunner, invalid, run_tasks
from autograder.grading.intake import Submission, assignments_in, take_in
from autograder.grading.late import lateness
from autograder.grading.plan import Task, longest_first, make_plan
from autograder.grading.progress import show_progress
from autograder.records import QuestionOutcome, Status, Text

LOCK_NAME = ".lock"


@dataclass(frozen=True)
class Settings:
    """What decides outcomes beside submissions and the course."""

    seed: int
    profile: str = "quick"
    device: str = "cpu"
    training: bool = True
    sandbox: bool = True

    def to_dict(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass(frozen=True)
class Request:
    """What an instructor asked for; no ``assignments``: all that are handed in, no ``seed``: the kept one."""

    submissions: Path
    out: Path
    assignments: Sequence[str] | None = None
    jobs: int | None = None
    seed: int | None = None
    profile: str = "quick"
    device: str = "cpu"
    training: bool = True
    unsafe: bool = False
    due: datetime | None = None
    lang: str = "en"


@dataclass(frozen=True)
class Result:
    """What a run did; ``faults`` counts questions that the grader itself failed at."""

    settings: Settings
    students: int
    questions: int
    graded: int
    faults: int
    problems: list[tuple[str, Text]]
    warnings: list[str]
    gradebook: Path
    report: Path | None


Runners = Callable[[Catalogue, Settings, int, set[str]], AbstractContextManager[MakeRunner]]
WriteReports = Callable[[Path, Path, str], Path]


@contextmanager
def sandboxed_runners(
    catalogue: Catalogue, settings: Settings, jobs: int, reads: set[str]
) -> Iterator[MakeRunner]:
    """Runners whose workers a zygote forks; raises InfrastructureError where the machine cannot sandbox."""
    from autograder.worker import sandbox

    if settings.sandbox and (problem := sandbox.probe()):
        raise InfrastructureError(
            f"Submissions cannot be sandboxed here: {problem}. See `tamrin doctor`, or grade only code"
            " you trust with --unsafe."
        )
    from autograder.worker.pool import WorkerPool

    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(
            variable, "1"
        )  # threads of this process would not survive the fork of the checkers
    with WorkerPool(
        jobs,
        settings.sandbox,
        root=catalogue.root,
        profile=settings.profile,
        device=settings.device,
        reads=reads,
    ) as pool:
        from autograder.grading import runner

        runner.preload(reads)
        pool.wait_until_ready()
        run_settings = runner.RunSettings(
            seed=settings.seed, profile=settings.profile, device=settings.device, training=settings.training
        )
        yield lambda index: runner.Runner(catalogue, run_settings, pool.connection(index))


def html_reports(out: Path, store: Path, lang: str) -> Path:
    """The feedback files and the class report."""
    from autograder.reports.write import write_reports

    return write_reports(out, store, lang)


def grade_class(
    request: Request,
    catalogue: Catalogue,
    runners: Runners = sandboxed_runners,
    write_reports: WriteReports | None = html_reports,
) -> Result:
    """Grade a class; raises TamrinError with a sentence, KeyboardInterrupt when told to stop."""
    assignments = _assignments(request, catalogue)
    intake = take_in(request.submissions, [assignment.id for assignment in assignments])
    if request.out.resolve().is_relative_to(request.submissions.resolve()):
        raise UsageError(f"{request.out} lies among the submissions: choose an --out folder beside them.")
    with _locked(request.out), create_store(request.out / STORE_NAME) as store, _stoppable():
        settings = _settings(request, store)
        store.set_info(seed=settings.seed, due=_due_times(assignments, store))
        tasks = make_plan(intake.submissions, assignments, catalogue, json.dumps(settings.to_dict()))
        rows = [_submission_row(submission, assignments) for submission in intake.submissions]
        store.set_plan([assignment.id for assignment in assignments], [task.row for task in tasks], rows)
        pending = _pending(store, tasks)
        if pending or "started" not in store.run_info():
            _keep_run_info(store, settings, assignments)
        if pending:
            jobs = min(request.jobs or len(os.sched_getaffinity(0)), len(pending))
            reads = {assignment.reads for assignment in assignments}
            with runners(catalogue, settings, jobs, reads) as make_runner:
                _grade(store, pending, jobs, make_runner)
        scores = store.scores()
        gradebook = request.out / GRADEBOOK_NAME
        write_atomically(gradebook, gradebook_text(scores))
        state = _state(tasks, rows, scores, request.lang)
        report = _report(request, store, state, write_reports) if write_reports else None
        return Result(
            settings=settings,
            students=len({row.student for row in rows}),
            questions=len(tasks),
            graded=len(pending),
            faults=sum(row.status is Status.INFRASTRUCTURE for row in scores),
            problems=list({row.student: (row.student, row.problem) for row in rows if row.problem}.values()),
            warnings=intake.warnings,
            gradebook=gradebook,
            report=report,
        )


def _assignments(request: Request, catalogue: Catalogue) -> list[Assignment]:
    if request.assignments:
        chosen = {assignment.id: assignment for assignment in map(catalogue.assignment, request.assignments)}
    else:
        known = {assignment.id: assignment for assignment in catalogue.assignments()}
        chosen = {name: known[name] for name in assignments_in(request.submissions, known)}
        if not chosen:
            raise UsageError(
                f"No submission in {request.submissions} has a folder named after an assignment:"
                " say which one to grade with --assignment."
            )
    if request.due:
        chosen = {
            name: replace(assignment, late=replace(assignment.late, due=request.due))
            for name, assignment in chosen.items()
        }
    return [chosen[name] for name in sorted(chosen)]


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    import fcntl  # not on Windows, where students still use the other commands

    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / LOCK_NAME).touch()
    except OSError as error:
        raise unwritable(out, error) from error
    with (out / LOCK_NAME).open("a", encoding="utf-8") as lock:
        try:
            # A record lock, unlike flock, is not shared with forked checkers: it ends with this process.
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise InfrastructureError(
                f"Another `tamrin grade` is writing to {out}: wait for it, or choose another --out folder."
            ) from error
        yield


@contextmanager
def _stoppable() -> Iterator[None]:
    """Lets a polite kill end a run like Ctrl-C does, and a second Ctrl-C not disturb the clearing up."""
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = [signal.signal(each, stop) for each in signals]
    try:
        yield
    finally:
        for each, handler in zip(signals, before, strict=True):
            signal.signal(each, handler)


def _settings(request: Request, store: Store) -> Settings:
    seed = request.seed
    if seed is None:
        seed = store.run_info().get("seed")
    if seed is None:
        seed = secrets.randbits(63)
    return Settings(seed, request.profile, request.device, request.training, not request.unsafe)


def _due_times(assignments: Sequence[Assignment], store: Store) -> dict[str, str | None]:
    due = {each.id: each.late.due.astimezone().isoformat() if each.late.due else None for each in assignments}
    return {**store.run_info().get("due", {}), **due}


def _submission_row(submission: Submission, assignments: Sequence[Assignment]) -> SubmissionRow:
    policy = next(assignment.late for assignment in assignments if assignment.id == submission.assignment)
    late = lateness(policy, submission.submitted_at)
    return SubmissionRow(
        submission.student,
        submission.assignment,
        submission.submitted_at,
        late.days,
        late.factor,
        submission.problem,
    )


def _pending(store: Store, tasks: Sequence[Task]) -> list[Task]:
    """The tasks that need a worker; submissions that could not be taken in are recorded here."""
    recorded = store.recorded()
    fresh = [task for task in tasks if (task.submission.student, task.key) not in recorded]
    store.record(
        [(task.key, invalid(task, task.submission.problem)) for task in fresh if task.submission.problem]
    )
    return [task for task in fresh if not task.submission.problem]


def _keep_run_info(store: Store, settings: Settings, assignments: Sequence[Assignment]) -> None:
    known = store.run_info().get("assignments", [])
    store.set_info(
        **settings.to_dict(),
        started=datetime.now(UTC).isoformat(timespec="seconds"),
        versions={name: metadata.version(name) for name in ("torch", "transformers")},
        assignments=sorted({*known, *(assignment.id for assignment in assignments)}),
    )


def _grade(store: Store, pending: Sequence[Task], jobs: int, make_runner: MakeRunner) -> None:
    seconds = store.mean_seconds()
    with show_progress(pending, jobs, seconds) as progress:

        def record(task: Task, outcome: QuestionOutcome) -> None:
            store.record([(task.key, outcome)])
            progress.advance(task, outcome.seconds)

        run_tasks(longest_first(pending, seconds), jobs, make_runner, record, tick=progress.tick)


def _report(request: Request, store: Store, state: str, write_reports: WriteReports) -> Path:
    """The class report, written again only when what it shows has changed."""
    earlier = store.run_info().get("report", {})
    if earlier.get("state") == state and (request.out / earlier["path"]).exists():
        return request.out / earlier["path"]
    path = write_reports(request.out, store.path, request.lang)
    store.set_info(report={"state": state, "path": os.path.relpath(path, request.out)})
    return path


def _state(
    tasks: Sequence[Task], rows: Sequence[SubmissionRow], scores: Sequence[ScoreRow], lang: str
) -> str:
    shown = repr(([task.key for task in tasks], rows, scores, lang))
    return hashlib.sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()
