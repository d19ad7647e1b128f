"""Milliseconds per submission of running `tamrin grade` again on a class in which nothing has changed."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from autograder.catalogue import Catalogue
from autograder.grading.batch import Request, Settings, grade_class, sandboxed_runners
from autograder.grading.engine import MakeRunner
from autograder.records import QuestionOutcome
from benchmarks.common import arguments, median, report, run, tamrin, write_class

ASSIGNMENT = "a12_layers"


class Replay:
    """Gives every student the outcomes of one that was really graded, since a regrade only reads them."""

    def __init__(self, outcomes: dict[str, QuestionOutcome]) -> None:
        self._outcomes = outcomes

    def run(
        self, assignment: str, question: str, student: str, files: dict[str, bytes], /
    ) -> QuestionOutcome:
        del assignment, files
        return replace(self._outcomes[question], student=student)


def main() -> None:
    parser = arguments(__doc__, students=100)
    parser.add_argument("--times", type=int, default=5, help="regrades of each kind (%(default)s)")
    options = parser.parse_args()
    catalogue = Catalogue()
    with tempfile.TemporaryDirectory() as name:
        submissions, out = Path(name) / "class", Path(name) / "out"
        files = {key: text.decode() for key, text in catalogue.files("solutions", ASSIGNMENT).items()}
        write_class(submissions, ASSIGNMENT, [files] * options.students)
        request = Request(submissions, out, seed=1, jobs=1, training=False)
        outcomes = _graded_once(catalogue, files)

        @contextmanager
        def replays(
            catalogue: Catalogue, settings: Settings, jobs: int, reads: set[str]
        ) -> Iterator[MakeRunner]:
            del catalogue, settings, jobs, reads
            yield lambda index: Replay(outcomes)

        # Its progress bar would stand above the table.
        with Path(os.devnull).open("w", encoding="utf-8") as nothing, redirect_stderr(nothing):
            questions = grade_class(request, catalogue, replays).graded

        def again() -> float:
            started = perf_counter()
            result = grade_class(request, Catalogue())
            if result.graded:
                sys.exit(f"{result.graded} questions were graded again although nothing had changed.")
            return perf_counter() - started

        warm = median(again() for _ in range(options.times))
        command = tamrin("grade", submissions, "--out", out, "--seed", "1", "--no-training", "--jobs", "1")
        times = []
        for _ in range(options.times):
            seconds, output = run(command)
            if f"{questions} kept" not in output:
                sys.exit(f"The command graded something again:\n{output}")
            times.append(seconds)
        whole = median(times)
        python = median(run([sys.executable, "-c", "pass"])[0] for _ in range(options.times))
        bare = median(run([sys.executable, "-c", "import autograder.cli"])[0] for _ in range(options.times))
    figures = {
        "whole command": whole, "the same without starting Python": whole - python,
        "the same without starting Python and importing the command line": whole - bare,
        "grade_class in a warm process": warm,
    }  # fmt: skip
    rows = [
        [what, f"{seconds:.2f} s", f"{seconds / options.students * 1000:.2f} ms"]
        for what, seconds in figures.items()
    ]
    report(
        f"Unchanged regrade: {options.students} submissions, {questions} questions",
        ["what", "time", "per submission"], rows,
        {"students": options.students, "questions": questions, "seconds": figures}, options.json,
    )  # fmt: skip


def _graded_once(catalogue: Catalogue, files: dict[str, str]) -> dict[str, QuestionOutcome]:
    """The outcomes of one submission, by question, from a real sandboxed run without training."""
    content = {name: text.encode() for name, text in files.items()}
    with sandboxed_runners(catalogue, Settings(seed=1, training=False), 1, {"text"}) as make_runner:
        runner = make_runner(0)
        return {
            question.id: runner.run(ASSIGNMENT, question.id, "student", content)
            for question in catalogue.assignment(ASSIGNMENT).questions
        }


if __name__ == "__main__":
    main()
