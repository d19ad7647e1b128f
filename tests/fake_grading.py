"""A course, a class and a runner without torch for tests of the engine; also a program to be killed by them.

``python fake_grading.py COURSE SUBMISSIONS OUT [SECONDS]`` grades with two checkers.
"""

from __future__ import annotations

import hashlib
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.catalogue import Catalogue
from autograder.grading.batch import Request, Settings, grade_class
from autograder.grading.engine import MakeRunner
from autograder.records import CheckOutcome, QuestionOutcome, Status, Text

ASSIGNMENT = "a12_fake"
QUESTIONS = ("q2_first", "q10_second", "q3_third")
TITLE = Text("A check", "یک آزمون")


class FakeCatalogue(Catalogue):
    """A catalogue whose fingerprints ignore the grader's own files, which may be edited while tests run."""

    def fingerprint(self, assignment_id: str, question_id: str) -> str:
        return (self.course_dir(assignment_id) / "assignment.toml").read_text(encoding="utf-8") + question_id


def make_course(root: Path, questions: tuple[str, ...] = QUESTIONS, late: str = "") -> Catalogue:
    folder = root / "course" / ASSIGNMENT
    folder.mkdir(parents=True)
    rows = "".join(
        f'[[questions]]\nid = "{question}"\ntitle = {{en = "Q", fa = "پ"}}\npoints = 4\n'
        for question in questions
    )
    text = f'title = {{en = "Fake", fa = "ساختگی"}}\n{late}\n{rows}'
    (folder / "assignment.toml").write_text(text, encoding="utf-8")
    return FakeCatalogue(root)


def hand_in(submissions: Path, student: str, text: str = "") -> None:
    folder = submissions / student / ASSIGNMENT
    folder.mkdir(parents=True, exist_ok=True)
    for question in QUESTIONS:
        (folder / f"{question}.py").write_text(text, encoding="utf-8")


class FakeRunner:
    """Gives points that depend on all that may decide them; the submission's text says how to misbehave."""

    def __init__(self, seed: int, seconds: float, index: int) -> None:
        self.seed = seed
        self.seconds = seconds
        self.index = index

    def run(
        self, assignment: str, question: str, student: str, files: dict[str, bytes], /
    ) -> QuestionOutcome:
        time.sleep(self.seconds)
        text = files.get(f"{question}.py", b"").decode()
        order, argument, *_ = [*text.split(" "), ""]
        if order == "die" or (order == "die-once" and _first_time(Path(argument) / question)):
            os.kill(os.getpid(), signal.SIGKILL)
        if order == "hang":
            time.sleep(600)
        if order == "raise":
            raise RuntimeError("a fault of the grader")
        if order == "pid":
            (Path(argument) / str(os.getpid())).touch()
        infrastructure = order == "infrastructure-once" and _first_time(Path(argument) / question)
        status = Status.INFRASTRUCTURE if infrastructure else Status.FAILED
        digest = hashlib.sha256(f"{self.seed} {question} {text}".encode()).digest()
        points = 0.0 if infrastructure else digest[0] % 9 / 2
        check = CheckOutcome("test_x", status, points, 4.0, TITLE, evidence="\ud800 <b>" + student)
        return QuestionOutcome.of(student, assignment, question, [check], self.seconds)


def _first_time(marker: Path) -> bool:
    try:
        marker.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def fake_runners(seconds: float = 0.0):
    @contextmanager
    def runners(catalogue: Catalogue, settings: Settings, jobs: int, reads: set[str]) -> Iterator[MakeRunner]:
        del catalogue, jobs
        yield lambda index: FakeRunner(settings.seed, seconds, index)

    return runners


def main(course: str, submissions: str, out: str, seconds: str = "0") -> None:
    request = Request(Path(submissions), Path(out), jobs=2)
    try:
        grade_class(request, FakeCatalogue(Path(course)), fake_runners(float(seconds)), write_reports=None)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main(*sys.argv[1:])
