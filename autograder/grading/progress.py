"""Shows how far a batch is and how long it will take: a bar on a terminal, plain lines elsewhere.

Nothing here starts a thread: checkers may have to be forked at any moment.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Protocol, Self, TextIO

from autograder.grading.plan import Task

_LINES = 20


class Estimate:
    """How long the rest will take, from the mean time of each question so far."""

    def __init__(self, tasks: Sequence[Task], jobs: int, known: dict[tuple[str, str], float]) -> None:
        self._jobs = max(1, min(jobs, len(tasks)))
        self._left = Counter((task.assignment.id, task.question.id) for task in tasks)
        self._times: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
        self._known = known

    def add(self, task: Task, seconds: float) -> None:
        kind = (task.assignment.id, task.question.id)
        self._left[kind] -= 1
        self._times[kind].append(seconds)

    def seconds(self) -> float | None:
        """Seconds still to go, None before anything is known."""
        means = {**self._known, **{kind: sum(times) / len(times) for kind, times in self._times.items()}}
        if not means:
            return None
        usual = sum(means.values()) / len(means)
        return sum(left * means.get(kind, usual) for kind, left in self._left.items()) / self._jobs


class Progress(Protocol):
    """A display of a batch, open for the length of a ``with`` block."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *exc: object) -> None: ...
    def advance(self, task: Task, seconds: float) -> None: ...
    def tick(self) -> None: ...


class BarProgress:
    """A rich bar, redrawn by ``tick`` only."""

    def __init__(self, total: int, estimate: Estimate) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as RichProgress

        self._estimate = estimate
        self._bar = RichProgress(
            TextColumn("grading"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[remaining]}"),
            console=Console(stderr=True),
            auto_refresh=False,
        )
        self._task = self._bar.add_task("grading", total=total, remaining="")

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._bar.refresh()
        self._bar.stop()

    def advance(self, task: Task, seconds: float) -> None:
        self._estimate.add(task, seconds)
        self._bar.update(self._task, advance=1, remaining=_remaining(self._estimate.seconds()))

    def tick(self) -> None:
        self._bar.refresh()


class LineProgress:
    """One line per twentieth of the batch, for logs."""

    def __init__(self, total: int, estimate: Estimate, stream: TextIO) -> None:
        self._total = total
        self._estimate = estimate
        self._stream = stream
        self._done = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        return None

    def advance(self, task: Task, seconds: float) -> None:
        self._estimate.add(task, seconds)
        self._done += 1
        if self._done % max(1, self._total // _LINES) == 0 or self._done == self._total:
            rest = _remaining(self._estimate.seconds())
            print(f"graded {self._done}/{self._total} {rest}".rstrip(), file=self._stream, flush=True)

    def tick(self) -> None:
        return None


def show_progress(tasks: Sequence[Task], jobs: int, known: dict[tuple[str, str], float]) -> Progress:
    """A bar when standard error is a terminal, lines otherwise."""
    estimate = Estimate(tasks, jobs, known)
    if sys.stderr.isatty():
        return BarProgress(len(tasks), estimate)
    return LineProgress(len(tasks), estimate, sys.stderr)


def _remaining(seconds: float | None) -> str:
    if not seconds:
        return ""
    return f"about {time.strftime('%H:%M:%S', time.gmtime(seconds))} left"
