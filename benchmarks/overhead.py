"""Seconds of the same checks in forked, sandboxed workers and in one warm process without any isolation."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from time import perf_counter

from autograder.catalogue import Catalogue
from autograder.grading import runner
from autograder.grading.runner import QuestionResult, Runner, RunSettings
from autograder.grading.session import Source
from autograder.worker import server
from autograder.worker.pool import WorkerPool, Workers
from benchmarks.common import arguments, median, report
from benchmarks.inprocess import ThreadWorkers, direct_sessions, silence

ASSIGNMENT = "a12_layers"
TRAINING_QUESTION, TRAINING_CHECK = "q3_freeze", "test_learns_with_the_first_nine_frozen"


@dataclass(frozen=True)
class Mode:
    """A way of running submissions."""

    workers: Workers
    context: Callable[[], AbstractContextManager[None]] = nullcontext


def main() -> None:
    parser = arguments(__doc__, students=5)
    parser.add_argument("--questions", nargs="*", help="only these; default: all of a12_layers")
    parser.add_argument("--no-training", action="store_true", help="leave the training check out")
    options = parser.parse_args()
    catalogue = Catalogue()
    assignment = catalogue.assignment(ASSIGNMENT)
    files = catalogue.files("solutions", ASSIGNMENT)
    names = options.questions or [question.id for question in assignment.questions]
    figures: dict[str, dict[str, float]] = {}
    with WorkerPool(1) as pool:
        runner.preload()
        server.preload()  # this process is to be as warm as the zygote
        here = ThreadWorkers()
        modes = {
            "sandbox": Mode(pool.connection(0)),
            "thread": Mode(here, silence), "direct": Mode(here, direct_sessions),
        }  # fmt: skip
        for question in (assignment.question(name).id for name in names):
            source = Source(files, question)
            figures[question] = _seconds(
                modes, RunSettings(seed=1, training=False), options.students,
                lambda each, source=source: each.run_in_detail(
                    ASSIGNMENT, source.module, "reference", source
                ),
            )  # fmt: skip
        figures["all of these"] = {mode: sum(row[mode] for row in figures.values()) for mode in modes}
        if not options.no_training:
            source = Source(files, TRAINING_QUESTION)
            figures[f"{TRAINING_QUESTION}, one training check"] = _seconds(
                modes, RunSettings(seed=1), max(1, options.students // 3),
                lambda each: each.run_in_detail(
                    ASSIGNMENT, TRAINING_QUESTION, "reference", source,
                    only=frozenset({TRAINING_CHECK}), measure=True,
                ),
            )  # fmt: skip
    rows = [
        [
            name,
            *(f"{row[mode] * 1000:.0f} ms" for mode in modes),
            *(f"{row['sandbox'] / row[mode]:.2f}" for mode in ("thread", "direct")),
        ]
        for name, row in figures.items()
    ]
    report(
        f"The reference of {ASSIGNMENT}, median of {options.students}",
        ["question", "sandboxed", "one process, wire", "one process, calls", "× wire", "× calls"],
        rows, {"seconds": figures}, options.json,
    )  # fmt: skip


def _seconds(
    modes: dict[str, Mode], settings: RunSettings, times: int, work: Callable[[Runner], QuestionResult]
) -> dict[str, float]:
    """The median of each mode; they take turns, after a round that warms all of them up."""
    taken: dict[str, list[float]] = {name: [] for name in modes}
    for turn in range(times + 1):
        results = []
        for name, mode in modes.items():
            each = Runner(Catalogue(), settings, mode.workers)
            with mode.context():
                started = perf_counter()
                results.append(work(each))
                if turn:
                    taken[name].append(perf_counter() - started)
        states = [[(check.check, check.status) for check in result.outcome.checks] for result in results]
        faults = [fault for result in results for fault in result.faults]
        if faults or any(state != states[0] for state in states):
            sys.exit(f"The modes disagree, so their times mean nothing: {faults} {states}")
    return {name: median(values) for name, values in taken.items()}


if __name__ == "__main__":
    main()
