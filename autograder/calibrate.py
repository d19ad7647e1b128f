"""Calibrates convergence checks: measures reference, mistakes and baselines over many seeds and sets the threshold.

The threshold is the largest t for which the reference fails with probability ≤ 1e-3 although one retry is allowed, that
is P(score < t) ≤ sqrt(1e-3) in one attempt. That probability is taken from the larger of two estimates: a normal fit to
the reference's scores, widened for the number of seeds (Student-t prediction interval), and the smallest score seen.
"""

from __future__ import annotations

import json
import math
import multiprocessing
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
from scipy import stats

from autograder.authoring.convergence import ATTEMPTS, WORST
from autograder.authoring.mistakes import read_mistake
from autograder.catalogue import Catalogue
from autograder.errors import CourseError
from autograder.grading.runner import Runner, RunSettings
from autograder.grading.session import Source
from autograder.worker.pool import WorkerPool, Workers

FALSE_FAIL = 1e-3
_FIRST_SEED = 1000
REFERENCE_SEEDS, OTHER_SEEDS = 30, 10


@dataclass
class Calibration:
    """The measured distributions of one check under one profile and the threshold that follows."""

    check: str
    question: str
    threshold: float = math.nan
    false_fail: float = math.nan
    false_pass: dict[str, float] = field(default_factory=dict)
    reference: list[float] = field(default_factory=list)
    others: dict[str, list[float]] = field(default_factory=dict)
    seconds: float = 0.0


def training_checks(catalogue: Catalogue, assignment: str) -> list[tuple[str, str]]:
    """(question, check) of every convergence check of an assignment, by reading its files."""
    found = []
    for question in catalogue.assignment(assignment).questions:
        lines = catalogue.checks(assignment, question.id).read_text(encoding="utf-8").splitlines()
        pending = False
        for line in lines:
            pending = pending or line.startswith("@convergence")
            if pending and line.startswith("def "):
                found.append((question.id, line[4:].split("(")[0]))
                pending = False
    return found


def subjects(
    catalogue: Catalogue, assignment: str, question: str, check: str
) -> dict[str, tuple[bytes | None, str | None]]:
    """Name to (overlay, handicap) of all that a threshold has to tell from the reference."""
    found: dict[str, tuple[bytes | None, str | None]] = {
        name: (None, name) for name in catalogue.assignment(assignment).baselines
    }
    for path in catalogue.mistakes(assignment, question):
        mistake = read_mistake(path)
        if mistake.training and mistake.check == check:
            found[mistake.id] = (mistake.source, None)
    return found


@dataclass(frozen=True)
class Unit:
    """One run to be measured: the reference, a mistake (``overlay``) or a baseline (``handicap``) under one seed."""

    question: str
    check: str
    seed: int
    overlay: bytes | None = None
    handicap: str | None = None


def measure(
    catalogue: Catalogue, workers: Workers, assignment: str, unit: Unit, profile: str
) -> tuple[float, float]:
    """The best metric of one run and its seconds; raises CourseError where the reference did not finish."""
    runner = Runner(catalogue, RunSettings(seed=_FIRST_SEED + unit.seed, profile=profile), workers)
    source = Source(catalogue.files("solutions", assignment), unit.question, unit.overlay)
    only = frozenset({unit.check})
    result = runner.run_in_detail(
        assignment, unit.question, "calibration", source, only=only, measure=True, handicap=unit.handicap
    )
    scores = result.scores.get(unit.check)
    if result.faults or not scores:
        # A mistake may break its own run, which is a score of nothing; the reference must not.
        if unit.overlay is None:
            raise CourseError(
                f"{unit.check} could not be measured: {(result.faults or ['no score was reported'])[-1]}"
            )
        return WORST, result.outcome.seconds
    return max(scores), result.outcome.seconds


@contextmanager
def measuring(
    catalogue: Catalogue, pool: WorkerPool, assignment: str, profile: str, jobs: int
) -> Iterator[Callable[[list[Unit]], Iterator[tuple[float, float]]]]:
    """Processes that measure units, each over a connection of its own (pytest, which runs a check, keeps global state)."""
    context = multiprocessing.get_context("fork")
    connections = [pool.connection(index) for index in range(jobs)]
    numbers = context.Queue()
    for index in range(jobs):
        numbers.put(index)

    def adopt() -> None:
        global _measure
        connection = connections[numbers.get()]
        _measure = lambda unit: measure(catalogue, connection, assignment, unit, profile)  # noqa: E731

    with context.Pool(jobs, adopt) as processes:

        def score_all(units: list[Unit]) -> Iterator[tuple[float, float]]:
            for done, result in enumerate(processes.imap(_measure_unit, units), start=1):
                print(f"\r{units[0].check} {done}/{len(units)}", end="", file=sys.stderr, flush=True)
                yield result
            print(file=sys.stderr)

        yield score_all


_measure: Callable[[Unit], tuple[float, float]]


def _measure_unit(unit: Unit) -> tuple[float, float]:
    return _measure(unit)


def set_threshold(calibration: Calibration) -> Calibration:
    """Fills in threshold and error rates; raises CourseError where reference and others cannot be told apart."""
    scores = np.array(calibration.reference)
    n, mean, spread = len(scores), scores.mean(), max(scores.std(ddof=1), 1e-3)
    one_attempt = FALSE_FAIL ** (1 / ATTEMPTS)
    scale = spread * math.sqrt(1 + 1 / n)
    fitted = mean + stats.t.ppf(one_attempt, n - 1) * scale
    calibration.threshold = math.floor(min(fitted, scores.min()) * 1000) / 1000
    tail = float(stats.t.cdf((calibration.threshold - mean) / scale, n - 1))
    calibration.false_fail = tail**ATTEMPTS
    for name, values in calibration.others.items():
        passed = sum(value >= calibration.threshold for value in values) / len(values)
        calibration.false_pass[name] = 1 - (1 - passed) ** ATTEMPTS
    worst = max(max(values) for values in calibration.others.values())
    if worst >= calibration.threshold:
        calibration.threshold = math.nan
        raise CourseError(
            f"{calibration.check}: no threshold separates the reference (lowest {scores.min():.3f}) from its mistakes and"
            f" baselines (highest {worst:.3f}); train longer, enlarge the hidden set, or mend the mistake."
        )
    return calibration


def save(folder: Path, calibration: Calibration, profile: str) -> Path:
    """Writes one check's calibration beside those of other profiles."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{calibration.question}.{calibration.check}.json"
    data = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"profiles": {}}
    record = {key: value for key, value in asdict(calibration).items() if key not in ("check", "question")}
    data = {
        "check": calibration.check,
        "question": calibration.question,
        "profiles": {**data["profiles"], profile: record},
    }
    path.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return path


def load(folder: Path, profile: str) -> list[Calibration]:
    """All calibrations of an assignment under a profile, in the order of their file names."""
    found = []
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        if profile in data["profiles"]:
            found.append(Calibration(data["check"], data["question"], **data["profiles"][profile]))
    return found


def calibrate_check(
    question: str, check: str, kinds: dict[str, tuple[bytes | None, str | None]], seeds: int, other_seeds: int,
    score_all: Callable[[list[Unit]], Iterator[tuple[float, float]]],
) -> Calibration:  # fmt: skip
    """Measures the reference and everything in ``kinds`` for one check; ``score_all`` runs the units in order."""
    units = [Unit(question, check, seed) for seed in range(seeds)]
    units += [Unit(question, check, seed, *kind) for kind in kinds.values() for seed in range(other_seeds)]
    measured = list(score_all(units))
    scores = [round(score, 4) for score, _ in measured]
    calibration = Calibration(check, question, reference=scores[:seeds])
    calibration.seconds = round(float(np.median([seconds for _, seconds in measured[:seeds]])), 2)
    for number, name in enumerate(kinds):
        start = seeds + number * other_seeds
        calibration.others[name] = scores[start : start + other_seeds]
    return calibration


def plot(calibrations: list[Calibration], path: Path) -> None:
    """One strip for each check: every run as a dot, the threshold as a line."""
    from matplotlib.figure import Figure

    height = sum(len(each.others) + 1 for each in calibrations)
    figure = Figure(figsize=(8, 0.28 * height + 0.7 * len(calibrations) + 0.6), layout="constrained")
    rows = [len(each.others) + 1 for each in calibrations]
    axes = figure.subplots(len(calibrations), 1, sharex=True, squeeze=False, height_ratios=rows)[:, 0]
    for axis, each in zip(axes, calibrations, strict=True):
        strips = {"reference": each.reference, **each.others}
        for row, (name, values) in enumerate(strips.items()):
            offsets = np.linspace(-0.25, 0.25, len(values))
            color = "tab:green" if name == "reference" else "tab:red"
            axis.plot(values, row + offsets, ".", color=color, alpha=0.6, markersize=5)
        axis.axvline(each.threshold, color="black", linewidth=1, linestyle="--")
        axis.set_yticks(range(len(strips)), list(strips), fontsize=8)
        axis.invert_yaxis()
        title = f"{each.question}: {each.check}   threshold {each.threshold:.3f}, false-fail {each.false_fail:.1e}"
        axis.set_title(title, fontsize=9, loc="left")
    axes[-1].set_xlabel("best score on unseen rows, one dot a seed")
    figure.savefig(path, dpi=110)
