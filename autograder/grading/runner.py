"""Runs the checks of one question on one submission: pytest here, the student's code in a worker, an outcome at the end."""

from __future__ import annotations

import gc
import importlib
import os
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring.convergence import Attempt, has_threshold, read_threshold
from autograder.authoring.declare import specification
from autograder.authoring.draw import Draw
from autograder.authoring.expect import ExpectationFailed
from autograder.authoring.mistakes import Mistake, read_mistake
from autograder.authoring.student import Student
from autograder.catalogue import Catalogue
from autograder.errors import CourseError, TamrinError
from autograder.grading.session import Session, Source, SubmissionFault
from autograder.grading.transcript import Transcript, fingerprint, same_transcript
from autograder.records import CheckOutcome, CheckSpec, QuestionOutcome, Status, Text
from autograder.worker.pool import Workers

_PYTEST_OPTIONS = (
    "--noconftest", "--import-mode=importlib", "--assert=plain", "--capture=no", "-c", os.devnull,
    "-p", "no:terminal", "-p", "no:cacheprovider", "-p", "no:faulthandler", "-p", "no:logging", "-p", "no:junitxml",
    "-p", "no:warnings", "-p", "no:unraisableexception", "-p", "no:threadexception", "-p", "no:doctest",
)  # fmt: skip
MISTAKES_JOINED_BY = "+"
_MOST_SUSPECTS = 3
_PATIENCE = 10
_OWN_FAULT = Text(
    "The grader itself failed here; this is not your fault and costs you nothing.",
    "خودِ سامانهٔ نمره‌دهی اینجا خطا کرد؛ تقصیر شما نیست و نمره‌ای از شما کم نمی‌کند.",
)
_UNJUDGEABLE = Text(
    "What your functions returned is not what the question describes, so it could not be judged.",
    "آنچه تابع‌های شما برگرداندند آن نیست که پرسش می‌خواهد؛ از این رو سنجیدنی نبود.",
)
_NOT_CALIBRATED = Text(
    "This training check has no calibrated threshold for the chosen profile, so it is not judged.",
    "این آزمون آموزشی برای نمایهٔ انتخاب‌شده آستانهٔ سنجیده‌ای ندارد؛ پس داوری نمی‌شود.",
)
_NOT_TRAINED = Text("Training checks were not asked for.", "آزمون‌های آموزشی خواسته نشده بود.")


@dataclass(frozen=True)
class RunSettings:
    """What a run is reproducible from, beside the submissions and the course."""

    seed: int
    profile: str = "quick"
    device: str = "cpu"
    training: bool = True


_RECIPES = {
    "text": ("farstail", "parsinlu_entailment", "quran_bible_mizan"),
    "spreadsheets": ("quran_bible_mizan",),
    "images": ("cifar10",),
    "speech": ("shemo",),
}


def compute_on_cpu() -> None:
    """Hides GPUs from this process and its forks; a zygote that uses one is started before.

    Checks compute on a CPU. Where torch sees a GPU, the first gradient starts threads for it that no fork inherits.
    """
    os.environ["CUDA_VISIBLE_DEVICES"] = ""


def preload(reads: Iterable[str] = ("text",)) -> None:
    """Imports what the checks of assignments need by what those read, before grading processes are forked."""
    import torch

    compute_on_cpu()
    torch.set_num_threads(1)
    recipes = [f"course.recipes.{recipe}" for kind in reads for recipe in _RECIPES[kind]]
    for name in ("transformers.models.bert.modeling_bert", "course.kit.training", "scipy.stats", *recipes):
        importlib.import_module(name)


@dataclass(frozen=True)
class QuestionResult:
    """An outcome with what only the grader keeps: transcripts and the training metrics of each check."""

    outcome: QuestionOutcome
    transcripts: dict[str, Transcript]
    scores: dict[str, list[float]]
    faults: list[str]
    crashed: set[str]


class Runner:
    """Runs questions one after the other, each in workers of its own."""

    def __init__(self, catalogue: Catalogue, settings: RunSettings, workers: Workers) -> None:
        self.catalogue = catalogue
        self.settings = settings
        self._workers = workers
        self._known: dict[tuple[str, str, str, frozenset[str] | None], QuestionResult] = {}

    def run(
        self, assignment: str, question: str, student: str, files: dict[str, bytes], *,
        only: frozenset[str] | None = None,
    ) -> QuestionOutcome:  # fmt: skip
        """Grades one question of one submission; failed checks (of ``only`` some) are compared with the known mistakes."""
        result = self.run_in_detail(assignment, question, student, Source(files, question), only=only)
        checks = [
            self._blamed(assignment, question, check) if check.check in result.crashed else check
            for check in result.outcome.checks
        ]
        checks = self._diagnosed(assignment, question, checks, result)
        return QuestionOutcome.of(student, assignment, question, checks, result.outcome.seconds)

    def run_in_detail(
        self, assignment: str, question: str, student: str, source: Source, *,
        only: frozenset[str] | None = None, measure: bool = False, handicap: str | None = None,
    ) -> QuestionResult:  # fmt: skip
        """Runs the checks (or ``only`` some) without diagnosis; ``measure`` lifts the thresholds of training checks."""
        started = time.perf_counter()
        path = self.catalogue.checks(assignment, question)
        session_seed = Draw(self.settings.seed, f"{question}/worker", self.settings.profile).seed()
        run = _QuestionRun(self, assignment, question, only, measure, handicap)
        run.session = Session(self._workers, source, session_seed, handicap, run.on_reply)
        try:
            run.execute(path)
        finally:
            run.session.end()
        seconds = time.perf_counter() - started
        outcome = QuestionOutcome.of(student, assignment, question, run.outcomes, seconds)
        return QuestionResult(outcome, run.transcripts, run.scores, run.faults, run.crashed)

    def without_training(self) -> Runner:
        """The same runner, leaving training checks out."""
        return Runner(self.catalogue, replace(self.settings, training=False), self._workers)

    def answers_of_mistake(self, assignment: str, mistake: Mistake, checks: frozenset[str]) -> QuestionResult:
        """What a known mistake answers in ``checks``, and maybe in others, under this run's seed (worked out once)."""
        whole = self._known.get((assignment, mistake.question, mistake.id, None))
        if whole is not None:
            return whole
        key = (assignment, mistake.question, mistake.id, checks)
        if key not in self._known:
            files = self.catalogue.files("solutions", assignment)
            source = Source(files, mistake.question, mistake.source)
            self._known[key] = self.run_in_detail(
                assignment, mistake.question, mistake.id, source, only=checks
            )
        return self._known[key]

    def remember(
        self, assignment: str, mistake: Mistake, checks: frozenset[str] | None, result: QuestionResult
    ) -> None:
        """Keeps what a known mistake answered in some checks, or in all (None), so that diagnosis need not run it again."""
        self._known[assignment, mistake.question, mistake.id, checks] = result

    def _blamed(self, assignment: str, question: str, check: CheckOutcome) -> CheckOutcome:
        """A check that breaks on a submission but not on the reference broke because of what the submission sent."""
        source = Source(self.catalogue.files("solutions", assignment), question)
        try:
            only = frozenset({check.check})
            reference = self.run_in_detail(assignment, question, "reference", source, only=only)
        except TamrinError:
            return check
        passed = any(
            each.check == check.check and each.status is Status.PASSED for each in reference.outcome.checks
        )
        return replace(check, status=Status.INVALID, message=_UNJUDGEABLE, evidence="") if passed else check

    def _diagnosed(
        self, assignment: str, question: str, checks: list[CheckOutcome], result: QuestionResult
    ) -> list[CheckOutcome]:
        """Names the known mistake behind each failed check that answered just as that mistake answers.

        A mistake always fails the check it names, so only the mistakes that name a failed check come into question.
        """
        failed = {
            check.check: check
            for check in checks
            if check.status in (Status.FAILED, Status.ERROR)
            and result.transcripts.get(check.check)
            and check.check not in result.scores  # a training run is too dear to be compared
        }
        mistakes = (
            [read_mistake(path) for path in self.catalogue.mistakes(assignment, question)] if failed else []
        )
        named: dict[str, list[Mistake]] = {}
        for name in failed:
            suspects = [each for each in mistakes if each.check == name and not each.training]
            found = [
                each for each in suspects if self._alike(assignment, each, frozenset({name}), failed, result)
            ]
            if len(found) > 1:
                # They look alike in this check: the one that explains the other failures too is meant.
                weights = [self._alike(assignment, each, frozenset(failed), failed, result) for each in found]
                found = [each for each, weight in zip(found, weights, strict=True) if weight == max(weights)]
            if found:
                named[name] = found[:_MOST_SUSPECTS]
        return [_naming(check, named[check.check]) if check.check in named else check for check in checks]

    def _alike(
        self, assignment: str, mistake: Mistake, checks: frozenset[str], failed: dict[str, CheckOutcome],
        result: QuestionResult,
    ) -> int:  # fmt: skip
        """In how many of ``checks`` the submission failed and answered as the mistake does."""
        known = self.answers_of_mistake(assignment, mistake, checks)
        return sum(
            each.status is failed[each.check].status
            and same_transcript(result.transcripts[each.check], known.transcripts.get(each.check, []))
            for each in known.outcome.checks
            if each.check in checks
        )


def _naming(check: CheckOutcome, mistakes: list[Mistake]) -> CheckOutcome:
    """The outcome with its misconception; mistakes that no answer tells apart are all offered."""
    return replace(
        check,
        mistake=MISTAKES_JOINED_BY.join(mistake.id for mistake in mistakes),
        misconception=Text(
            " Or: ".join(mistake.misconception.en for mistake in mistakes),
            " یا: ".join(mistake.misconception.fa for mistake in mistakes),
        ),
    )


class _QuestionRun:
    """A pytest plugin that runs one check file against one session and turns reports into outcomes."""

    def __init__(
        self,
        runner: Runner,
        assignment: str,
        question: str,
        only: frozenset[str] | None,
        measure: bool,
        handicap: str | None,
    ) -> None:
        self._settings = runner.settings
        self._catalogue = runner.catalogue
        self._assignment = assignment
        self._question = question
        self._only = only
        self._measure = measure
        self._handicap = handicap
        self.session: Session
        self.outcomes: list[CheckOutcome] = []
        self.transcripts: dict[str, Transcript] = {}
        self.scores: dict[str, list[float]] = {}
        self.faults: list[str] = []
        self.crashed: set[str] = set()
        self._error: BaseException | None = None
        self._current = ""

    def execute(self, path: Path) -> None:
        with _undisturbed_pytest():
            # The name of a module of checks comes from the root: two assignments may have files of the same name.
            code = pytest.main(
                [str(path), f"--rootdir={self._catalogue.root}", *_PYTEST_OPTIONS], plugins=[self]
            )
        if not self.outcomes and self._only is None:
            what = self.faults[-1] if self.faults else f"pytest ended with {code!r}"
            raise CourseError(f"The checks in {path} could not be run: {what}")

    def on_reply(self, name: str, value: Any) -> None:
        self.transcripts.setdefault(self._current, []).append((name, fingerprint(value)))

    def pytest_configure(self, config: pytest.Config) -> None:
        # Nobody reads pytest's own account of a failure, and the long one takes time.
        config.option.tbstyle = "native"

    @pytest.fixture
    def student(self) -> Student:
        return Student(self.session)

    @pytest.fixture
    def draw(self, request: pytest.FixtureRequest) -> Draw:
        return self._draw(request.node.name, 0)

    @pytest.fixture
    def attempt(self, request: pytest.FixtureRequest, draw: Draw) -> Attempt:
        name = request.node.name

        def renew(number: int) -> None:
            self.session.budget.start()
            if number:
                self.session.end()
                vars(draw).update(vars(self._draw(name, number)))

        folder = self._catalogue.calibration_dir(self._assignment)
        threshold = (
            None if self._measure else read_threshold(folder, self._question, name, self._settings.profile)
        )
        attempt = Attempt(threshold, renew)
        self.scores[name] = attempt.scores
        return attempt

    def _is_calibrated(self, check: str) -> bool:
        folder = self._catalogue.calibration_dir(self._assignment)
        return has_threshold(folder, self._question, check, self._settings.profile)

    def _draw(self, check: str, number: int) -> Draw:
        label = f"{self._question}/{check}" + (f"/{number}" if number else "")
        return Draw(self._settings.seed, label, self._settings.profile, self._handicap)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.faults.append(str(report.longrepr)[-4000:])

    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        if self._only is not None and item.name not in self._only:
            return True
        spec = specification(item.name, self._question, item.obj)  # type: ignore[attr-defined]
        self.outcomes.append(self._skipped(spec) or self._run(spec, item, nextitem))
        return True

    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        if call.excinfo is not None and self._error is None:
            self._error = call.excinfo.value

    def _skipped(self, spec: CheckSpec) -> CheckOutcome | None:
        if spec.training and not self._settings.training:
            return _outcome(spec, Status.SKIPPED, _NOT_TRAINED)
        if spec.training and not self._measure and not self._is_calibrated(spec.name):
            return _outcome(spec, Status.SKIPPED, _NOT_CALIBRATED)
        for outcome in self.outcomes:
            if outcome.check in spec.depends and outcome.status is not Status.PASSED:
                because = Text(
                    f"Not run, because “{outcome.title.en}” did not pass.",
                    f"اجرا نشد، چون «{outcome.title.fa}» پذیرفته نشد.",
                )
                return _outcome(spec, Status.SKIPPED, because)
        return None

    def _run(self, spec: CheckSpec, item: pytest.Item, nextitem: pytest.Item | None) -> CheckOutcome:
        from _pytest.runner import runtestprotocol

        self._current, self._error = spec.name, None
        # Each check finds the same random state, whatever ran before it.
        self.session.reseed = self._draw(f"{spec.name}/worker", 0).seed()
        # Measuring is not judging: a busy machine must not be taken for a model that learns nothing.
        self.session.budget.seconds = spec.seconds * (_PATIENCE if self._measure else 1)
        self.session.budget.memory = spec.memory_mb * 2**20
        self.session.budget.start()
        self.session.forget_output()
        started = time.perf_counter()
        reports = runtestprotocol(item, log=False, nextitem=nextitem)
        seconds = time.perf_counter() - started
        error = self._error
        # Fails closed: without a finished, faultless call phase nothing is passed.
        if error is None and any(report.when == "call" and report.passed for report in reports):
            return replace(
                _outcome(spec, Status.PASSED, None), points=spec.points, hint=None, seconds=seconds
            )
        return replace(self._judged(spec, error), seconds=seconds)

    def _judged(self, spec: CheckSpec, error: BaseException | None) -> CheckOutcome:
        if isinstance(error, SubmissionFault):
            evidence = "\n".join(part for part in (error.evidence, self.session.output) if part)
            if error.status is Status.INVALID:
                spec = replace(spec, hint=None)  # It is about the task, and the code never got that far.
            return _outcome(spec, error.status, error.message, evidence)
        if isinstance(error, ExpectationFailed):
            return _outcome(spec, Status.FAILED, error.message, self.session.output)
        trace = "".join(traceback.format_exception(error))[-4000:] if error else "no report"
        self.faults.append(trace)
        message = _OWN_FAULT
        if isinstance(error, TamrinError):
            message = Text(f"{_OWN_FAULT.en} {error}", f"{_OWN_FAULT.fa} {error}")
        else:
            self.crashed.add(spec.name)
        return _outcome(replace(spec, hint=None), Status.INFRASTRUCTURE, message, trace)


@contextmanager
def _undisturbed_pytest() -> Iterator[None]:
    """Without the plugins and options of whoever runs the grader, which get back what they had.

    Garbage is looked for only among what the run itself makes: going through all that was imported takes longer than a check.
    """
    had = {name: os.environ.pop(name, None) for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")}
    had["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = os.environ.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    wrote_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        sys.dont_write_bytecode = wrote_bytecode
        for name, value in had.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _outcome(spec: CheckSpec, status: Status, message: Text | None, evidence: str = "") -> CheckOutcome:
    return CheckOutcome(
        check=spec.name, status=status, points=0.0, max_points=spec.points, title=spec.title, message=message,
        hint=spec.hint if status is not Status.SKIPPED else None, evidence=evidence,
    )  # fmt: skip
