"""Proves a grader right: references pass, starters earn nothing, variants pass, every mistake dies by the check it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from autograder.authoring.mistakes import read_mistake
from autograder.errors import CourseError
from autograder.grading.runner import QuestionResult, Runner
from autograder.grading.session import Source
from autograder.records import QuestionOutcome, Status

_KILLED_BY = frozenset(Status) - {Status.PASSED, Status.SKIPPED, Status.INFRASTRUCTURE}


@dataclass
class Evidence:
    """What was found about one question. ``matrix`` maps each mistake to the checks that killed it."""

    question: str
    problems: list[str] = field(default_factory=list)
    matrix: dict[str, list[str]] = field(default_factory=dict)
    checks: list[str] = field(default_factory=list)
    starter: QuestionOutcome | None = None


def verify_question(runner: Runner, assignment: str, question: str, whole_matrix: bool = True) -> Evidence:
    """Runs reference, starter, variants and mistakes of one question and collects every broken promise.

    Without ``whole_matrix`` a mistake meets only the check that it names, which is all that the promises ask.
    """
    evidence = Evidence(question)
    for problem in _submissions(runner, assignment, question, evidence):
        evidence.problems.append(problem)
    evidence.problems += _mistakes(runner, assignment, question, evidence, whole_matrix)
    return evidence


def reference_result(
    runner: Runner, assignment: str, question: str, overlay: bytes | None = None
) -> QuestionResult:
    """The reference solution, or a variant laid over it, through the checks."""
    files = runner.catalogue.files("solutions", assignment)
    return runner.run_in_detail(assignment, question, "reference", Source(files, question, overlay))


def starter_result(runner: Runner, assignment: str, question: str) -> QuestionResult:
    """The starter through the checks."""
    files = runner.catalogue.files("starter", assignment)
    return runner.run_in_detail(assignment, question, "starter", Source(files, question))


def shortfall(result: QuestionResult) -> list[str]:
    """The checks that did not pass although they should have, with why."""
    return [
        f"{check.check} {check.status}: {check.message.en if check.message else ''} {check.evidence[-300:]}".strip()
        for check in result.outcome.checks
        if check.status is not Status.PASSED and not (check.status is Status.SKIPPED and not check.points)
    ]


def _submissions(runner: Runner, assignment: str, question: str, evidence: Evidence) -> Iterator[str]:
    reference = reference_result(runner, assignment, question)
    evidence.checks = [check.check for check in reference.outcome.checks]
    points = runner.catalogue.assignment(assignment).question(question).points
    if reference.outcome.max_points != points:
        yield f"the checks are worth {reference.outcome.max_points:g} points, assignment.toml says {points:g}"
    yield from (f"reference: {line}" for line in shortfall(reference))
    starter = starter_result(runner, assignment, question).outcome
    evidence.starter = starter
    if starter.points:
        yield f"the starter earns {starter.points:g} points"
    variants = runner.catalogue.variants(assignment, question)
    if not variants:
        yield "there is no correct variant"
    for path in variants:
        result = reference_result(runner, assignment, question, path.read_bytes())
        yield from (f"variant {path.stem}: {line}" for line in shortfall(result))


def _mistakes(
    runner: Runner, assignment: str, question: str, evidence: Evidence, whole_matrix: bool
) -> Iterator[str]:
    mistakes = [read_mistake(path) for path in runner.catalogue.mistakes(assignment, question)]
    named = {mistake.check for mistake in mistakes}
    unknown = named - set(evidence.checks)
    if unknown:
        raise CourseError(
            f"Mistakes of {question} name checks that do not exist: {', '.join(sorted(unknown))}."
        )
    untrained = runner.without_training() if runner.settings.training else runner
    for mistake in mistakes:
        if mistake.training and not runner.settings.training:
            continue
        # A mistake of training is run against the training check it names only: each costs a training run.
        only = None if whole_matrix and not mistake.training else frozenset({mistake.check})
        quick = runner if mistake.training else untrained
        source = Source(runner.catalogue.files("solutions", assignment), question, mistake.source)
        result = quick.run_in_detail(assignment, question, mistake.id, source, only=only)
        if not mistake.training:
            quick.remember(assignment, mistake, only, result)
        evidence.matrix[mistake.id] = [c.check for c in result.outcome.checks if c.status in _KILLED_BY]
        if mistake.check not in evidence.matrix[mistake.id]:
            yield f"mistake {mistake.id} survives {mistake.check}"
    if runner.settings.training:
        yield from (f"{check} is named by no mistake" for check in evidence.checks if check not in named)
