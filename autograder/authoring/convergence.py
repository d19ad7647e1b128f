"""Convergence checks: training judged by a calibrated threshold on hidden labels, with one retry on a fresh seed."""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.authoring.declare import Function, declaration
from autograder.authoring.expect import fail
from autograder.errors import CourseError
from autograder.records import Text

ATTEMPTS = 2
WORST = -1.0  # what a metric counts for when it is lower still or not a number


@dataclass
class Attempt:
    """The fixture ``attempt``: iterate over it to train in pieces, and report the metric after each piece.

    ``threshold`` None means measuring: every piece is trained, nothing is judged, and there is no retry.
    """

    threshold: float | None
    renew: Callable[[int], None] = lambda number: None
    seed: int = 0
    chunks: int = 1
    scores: list[float] = field(default_factory=list)

    def __iter__(self) -> Iterator[int]:
        for piece in range(self.chunks):
            yield piece
            if len(self.scores) != piece + 1:
                raise CourseError("A convergence check has to call attempt.score once in each piece.")
            if self.passed:
                return

    def score(self, value: float) -> None:
        """Reports the metric after a piece of training."""
        self.scores.append(max(float(value), WORST) if not math.isnan(value) else WORST)

    @property
    def best(self) -> float:
        return max(self.scores, default=WORST)

    @property
    def passed(self) -> bool:
        return self.threshold is not None and self.best >= self.threshold


def convergence(metric: str, chunks: int, seconds: float = 90.0) -> Callable[[Function], Function]:
    """Marks a check that trains: ``chunks`` pieces at most, stopping as soon as the calibrated threshold is reached.

    ``seconds`` is the wall time of one attempt.
    """

    def decorate(function: Function) -> Function:
        @functools.wraps(function)
        def check(student: Any, draw: Any, attempt: Attempt) -> None:
            attempt.chunks = chunks
            for number in range(1 if attempt.threshold is None else ATTEMPTS):
                attempt.renew(number)
                attempt.scores.clear()
                attempt.seed = draw.seed()
                function(student, draw, attempt)
                if attempt.passed or attempt.threshold is None:
                    return
            fail(
                Text(
                    f"The training did not learn enough: {metric} reached {attempt.best:.2f} on unseen rows.",
                    f"آموزش به اندازهٔ کافی یاد نگرفت: {metric} روی ردیف‌های نادیده به {attempt.best:.2f} رسید.",
                )
            )

        declared = declaration(check)
        declared.training, declared.metric, declared.seconds = True, metric, seconds
        declared.memory_mb = 2048
        return check  # type: ignore[return-value]

    return decorate


def has_threshold(folder: Path, question: str, check: str, profile: str) -> bool:
    """Whether the check was calibrated, and told from its mistakes, under this profile."""
    try:
        return math.isfinite(read_threshold(folder, question, check, profile))
    except CourseError:
        return False


def read_threshold(folder: Path, question: str, check: str, profile: str) -> float:
    """The calibrated threshold of a check; raises CourseError where it was not calibrated for this profile."""
    path = folder / f"{question}.{check}.json"
    try:
        return float(json.loads(path.read_text(encoding="utf-8"))["profiles"][profile]["threshold"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CourseError(
            f"{check} has no calibrated threshold for the profile {profile!r} ({path.name}): run `tamrin calibrate`."
        ) from error
