"""Seconds of the same checks in forked, sandboxed workers and in one warm process without any isolation."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import nullcontext
from time import perf_counter

from benchmarks.common import ONE_THREAD, arguments, median, report

ASSIGNMENT = "a12_layers"
TRAINING = ("q3_freeze", "test_learns_with_the_first_nine_frozen")


def main() -> None:
    parser = arguments(__doc__, students=5)
    parser.add_argument("--questions", nargs="*", help="only these; default: all of a12_layers")
    parser.add_argument("--no-training", action="store_true", help="leave the training check out")
    options = parser.parse_args()
    os.environ.update(ONE_THREAD)
    from autograder.worker.pool import WorkerPool

    with WorkerPool(1) as pool:
        from autograder.catalogue import Catalogue
        from autograder.grading.runner import QuestionResult, Runner, RunSettings, preload
        from autograder.grading.session import Source
        from autograder.worker import server
        from benchmarks.inprocess import ThreadWorkers, direct_sessions

        preload()
        server.preload()
        pool.wait_until_ready()
        catalogue = Catalogue()
        files = catalogue.files("solutions", ASSIGNMENT)
        settings = RunSettings(seed=1, training=False)
        sandboxed = (pool.connection(0), nullcontext)
        modes = {"sandbox": sandboxed, "thread": (ThreadWorkers(), nullcontext), "direct": (ThreadWorkers(), direct_sessions)}

        def seconds(work: Callable[[Runner], QuestionResult], run_settings: RunSettings, times: int) -> dict[str, float]:
            """The median of each mode; the modes take turns, and a round before the first count warms all of them up."""
            taken: dict[str, list[float]] = {mode: [] for mode in modes}
            for turn in range(times + 1):
                results = []
                for mode, (workers, context) in modes.items():
                    runner = Runner(catalogue, run_settings, workers)
                    with context():
                        started = perf_counter()
                        results.append(work(runner))
                        if turn:
                            taken[mode].append(perf_counter() - started)
                states = [[(check.check, check.status) for check in result.outcome.checks] for result in results]
                if any(state != states[0] for state in states) or any(result.faults for result in results):
                    raise SystemExit(f"The modes disagree, so their times mean nothing: {states}")
            return {mode: median(values) for mode, values in taken.items()}

        figures: dict[str, dict[str, float]] = {}
        chosen = [question.id for question in catalogue.assignment(ASSIGNMENT).questions]
        if options.questions:
            chosen = [catalogue.assignment(ASSIGNMENT).question(name).id for name in options.questions]
        for question in chosen:
            figures[question] = seconds(
                lambda runner, question=question: runner.run_in_detail(
                    ASSIGNMENT, question, "reference", Source(files, question)
                ),
                settings, options.students,
            )  # fmt: skip
        figures["all of these"] = {mode: sum(row[mode] for row in figures.values()) for mode in modes}
        if not options.no_training:
            question, check = TRAINING
            figures[f"{question}, one training check"] = seconds(
                lambda runner: runner.run_in_detail(
                    ASSIGNMENT, question, "reference", Source(files, question),
                    only=frozenset({check}), measure=True,
                ),
                RunSettings(seed=1, training=True), max(1, options.students // 3),
            )  # fmt: skip
    rows = [
        [name, *(f"{row[mode] * 1000:.0f} ms" for mode in modes),
         f"{row['sandbox'] / row['thread']:.2f}", f"{row['sandbox'] / row['direct']:.2f}"]
        for name, row in figures.items()
    ]  # fmt: skip
    report(
        f"The reference of {ASSIGNMENT}, median of {options.students}",
        ["question", "sandboxed", "one process, wire", "one process, calls", "× wire", "× calls"],
        rows, {"seconds": figures}, options.json,
    )  # fmt: skip


if __name__ == "__main__":
    main()
