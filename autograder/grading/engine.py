"""Runs questions on local processes: checkers forked from the grader, one question at a time each.

A checker is trusted (it holds the checks and drives one sandboxed worker after another), but it can be
killed by what its checks provoke, so one that dies or stays silent is replaced and its question runs
once more; the second time it is recorded as ``infrastructure``. Checkers are forked while the grader has
no threads, and only data comes back.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
import traceback
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Protocol

from autograder.grading.plan import Task
from autograder.records import CheckOutcome, QuestionOutcome, Status, Text
from autograder.worker.sandbox import die_with_parent

ATTEMPTS = 2
TICK_SECONDS = 0.25
# Every check has its own limit; this only frees the batch from a checker that no longer keeps them.
PATIENCE_SECONDS = 3600.0
_MAX_REPLY = 64 * 2**20


class QuestionRunner(Protocol):
    """What a checker uses to grade; it never raises for anything a submission does."""

    def run(
        self, assignment: str, question: str, student: str, files: dict[str, bytes], /
    ) -> QuestionOutcome: ...


MakeRunner = Callable[[int], QuestionRunner]


class _Checker:
    """One forked checker as the grader sees it: the task it works on and for how long."""

    def __init__(
        self, index: int, tasks: Sequence[Task], make_runner: MakeRunner, others: list[Connection]
    ) -> None:
        context = multiprocessing.get_context("fork")
        self.index = index
        self.task: int | None = None
        self.since = 0.0
        self.connection, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve,
            args=(index, tasks, make_runner, theirs, [*others, self.connection]),
            daemon=True,
        )
        self._process.start()
        theirs.close()

    def give(self, task: int) -> None:
        self.task = task
        self.since = time.monotonic()
        with suppress(OSError):  # one that died while it waited is noticed when it does not answer
            self.connection.send_bytes(str(task).encode())

    def receive(self) -> QuestionOutcome | None:
        """The outcome that arrived; None when the checker died instead of sending one."""
        try:
            return QuestionOutcome.from_dict(json.loads(self.connection.recv_bytes(_MAX_REPLY)))
        except (OSError, EOFError, ValueError, KeyError, TypeError):
            return None

    def kill(self) -> None:
        self._process.kill()
        self._process.join()
        self._process.close()
        self.connection.close()


def run_tasks(
    tasks: Sequence[Task],
    jobs: int,
    make_runner: MakeRunner,
    record: Callable[[Task, QuestionOutcome], None],
    *,
    tick: Callable[[], None] = lambda: None,
    patience: float = PATIENCE_SECONDS,
) -> None:
    """Grade ``tasks`` on ``jobs`` checkers and hand each outcome to ``record`` as soon as it is there.

    ``make_runner(i)`` is called in checker ``i``, also in the one that replaces it. ``tick`` is called
    several times a second. Whatever is raised here, an interrupt included, leaves no checker behind.
    """
    queue = deque(range(len(tasks)))
    attempts = [0] * len(tasks)
    checkers: list[_Checker] = []

    def start(index: int) -> _Checker:
        return _Checker(index, tasks, make_runner, [each.connection for each in checkers])

    def finish(task: int, outcome: QuestionOutcome) -> None:
        if outcome.status is Status.INFRASTRUCTURE and attempts[task] < ATTEMPTS:
            queue.append(task)
        else:
            record(tasks[task], outcome)

    try:
        for index in range(min(jobs, len(tasks))):
            checkers.append(start(index))
        while queue or any(checker.task is not None for checker in checkers):
            for checker in checkers:
                if checker.task is None and queue:
                    attempts[queue[0]] += 1
                    checker.give(queue.popleft())
            busy = [checker for checker in checkers if checker.task is not None]
            ready = wait([checker.connection for checker in busy], timeout=TICK_SECONDS)
            for checker in busy:
                assert checker.task is not None
                task, waited = checker.task, time.monotonic() - checker.since
                answered = checker.connection in ready
                outcome = checker.receive() if answered else None
                if outcome:
                    checker.task = None
                    finish(task, outcome)
                elif answered or waited > patience:
                    checker.kill()
                    checkers.remove(checker)
                    checkers.append(start(checker.index))
                    finish(task, _fault(tasks[task], _ENDED if answered else _SILENT))
            tick()
    finally:
        for checker in checkers:
            checker.kill()


def _serve(
    index: int,
    tasks: Sequence[Task],
    make_runner: MakeRunner,
    connection: Connection,
    inherited: list[Connection],
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # A killed grader must not leave checkers that go on computing.
    parent = multiprocessing.parent_process()
    die_with_parent()
    if parent is None or os.getppid() != parent.pid:
        os._exit(1)
    for each in inherited:
        each.close()
    runner: QuestionRunner | None = None
    while True:
        try:
            task = tasks[int(connection.recv_bytes())]
        except (EOFError, OSError):
            return
        try:
            runner = runner or make_runner(index)
            submission = task.submission
            outcome = runner.run(task.assignment.id, task.question.id, submission.student, submission.files)
        except Exception:
            outcome = _fault(task, _FAILED, traceback.format_exc())
        connection.send_bytes(json.dumps(outcome.to_dict()).encode())


_FAILED = Text(
    "The grader failed at this question: run the same command again.",
    "مصحح در این پرسش خطا کرد: همین فرمان را دوباره اجرا کنید.",
)
_ENDED = Text(
    "The grader's process ended at this question: run the same command again.",
    "فرایند مصحح در این پرسش پایان یافت: همین فرمان را دوباره اجرا کنید.",
)
_SILENT = Text(
    "The grader's process stopped answering at this question: run the same command again.",
    "فرایند مصحح در این پرسش دیگر پاسخ نداد: همین فرمان را دوباره اجرا کنید.",
)


def _fault(task: Task, message: Text, evidence: str = "") -> QuestionOutcome:
    entry = CheckOutcome(
        check="grader",
        status=Status.INFRASTRUCTURE,
        points=0.0,
        max_points=task.question.points,
        title=Text("Grading", "تصحیح"),
        message=message,
        evidence=evidence,
    )
    return _alone(task, entry)


def invalid(task: Task, problem: Text) -> QuestionOutcome:
    """The outcome of a question whose submission could not be taken in."""
    entry = CheckOutcome(
        check="submission",
        status=Status.INVALID,
        points=0.0,
        max_points=task.question.points,
        title=Text("The submission", "ارسال"),
        message=problem,
    )
    return _alone(task, entry)


def _alone(task: Task, entry: CheckOutcome) -> QuestionOutcome:
    return QuestionOutcome.of(task.submission.student, task.assignment.id, task.question.id, [entry], 0.0)
