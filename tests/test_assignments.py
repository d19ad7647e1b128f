"""Every assignment's evidence: reference full, starter zero, variants full, every mistake killed, no check idle."""

import functools
import json

import pytest

from autograder.authoring.convergence import WORST, has_threshold, read_threshold
from autograder.authoring.mistakes import read_mistake
from autograder.calibrate import FALSE_FAIL, REFERENCE_SEEDS, training_checks
from autograder.catalogue import Catalogue
from autograder.grading.runner import MISTAKES_JOINED_BY
from autograder.grading.session import Source
from autograder.records import Status
from autograder.release import starters
from autograder.verify import reference_result, verify_question

CATALOGUE = Catalogue()
QUESTIONS = [(each.id, question.id) for each in CATALOGUE.assignments() for question in each.questions]
TRAINING = [
    (each.id, *pair) for each in CATALOGUE.assignments() for pair in training_checks(CATALOGUE, each.id)
]
MISTAKES = [
    (assignment, question, path)
    for assignment, question in QUESTIONS
    for path in CATALOGUE.mistakes(assignment, question)
]
TRAINING_MISTAKES = [case for case in MISTAKES if read_mistake(case[2]).training]
TRAINING_VARIANTS = [
    (assignment, question, path)
    for assignment, question in sorted({(assignment, question) for assignment, question, _ in TRAINING})
    for path in CATALOGUE.variants(assignment, question)
]


def _name(value):
    return getattr(value, "stem", str(value))


@pytest.fixture(scope="module")
def quick(runner):
    """Leaves training out, and remembers what each known mistake answered."""
    return runner.without_training()


@pytest.fixture(scope="module")
def evidence_of(quick):
    return functools.cache(
        lambda assignment, question: verify_question(quick, assignment, question, whole_matrix=False)
    )


@pytest.mark.parametrize(("assignment", "question"), QUESTIONS, ids=_name)
def test_every_promise_holds_without_training(evidence_of, assignment, question):
    evidence = evidence_of(assignment, question)
    assert evidence.problems == []
    assert len(evidence.matrix) >= 4


@pytest.mark.parametrize(("assignment", "question"), QUESTIONS, ids=_name)
def test_starter_earns_nothing(evidence_of, assignment, question):
    outcome = evidence_of(assignment, question).starter
    assert outcome.points == 0
    assert {check.status for check in outcome.checks} <= {Status.ERROR, Status.SKIPPED}


@pytest.mark.parametrize(("assignment", "question"), QUESTIONS, ids=_name)
def test_every_check_kills_a_mistake(assignment, question):
    named = {read_mistake(path).check for path in CATALOGUE.mistakes(assignment, question)}
    source = CATALOGUE.checks(assignment, question).read_text(encoding="utf-8")
    checks = {line[4:].split("(")[0] for line in source.splitlines() if line.startswith("def test_")}
    assert checks - named == set()


@pytest.mark.parametrize(("assignment", "question"), QUESTIONS, ids=_name)
def test_mistakes_are_recognised(quick, evidence_of, assignment, question):
    """A submission that makes a known mistake is told so by name."""
    evidence_of(assignment, question)
    files = CATALOGUE.files("solutions", assignment)
    unnamed = []
    mistakes = [read_mistake(path) for path in CATALOGUE.mistakes(assignment, question)]
    # A spread of three a question: each costs a run of its own.
    quiet = [mistake for mistake in mistakes if not mistake.training]
    for mistake in quiet[:: max(1, len(quiet) // 3)]:
        made = {**files, f"{question}.py": files[f"{question}.py"] + b"\n\n" + mistake.source}
        only = frozenset({mistake.check})
        checks = quick.run(assignment, question, "student", made, only=only).checks
        named = {name for check in checks for name in (check.mistake or "").split(MISTAKES_JOINED_BY)}
        if mistake.id not in named:
            unnamed.append(mistake.id)
    assert unnamed == []


@pytest.mark.parametrize("assignment", [each.id for each in CATALOGUE.assignments()])
def test_starters_are_generated_from_the_solutions(assignment):
    for path, stub in starters(CATALOGUE, assignment).items():
        assert path.read_text(encoding="utf-8") == stub, f"run `tamrin release {assignment}`"


@pytest.mark.parametrize(("assignment", "question", "check"), TRAINING, ids=_name)
def test_thresholds_are_calibrated(assignment, question, check):
    folder = CATALOGUE.calibration_dir(assignment)
    threshold = read_threshold(folder, question, check, "quick")
    measured = json.loads((folder / f"{question}.{check}.json").read_text(encoding="utf-8"))["profiles"][
        "quick"
    ]
    assert len(measured["reference"]) >= REFERENCE_SEEDS
    assert measured["false_fail"] <= FALSE_FAIL
    assert max(max(scores) for scores in measured["others"].values()) < threshold
    assert not has_threshold(folder, question, check, "nowhere")


@pytest.mark.training
@pytest.mark.parametrize(("assignment", "question"), sorted({case[:2] for case in TRAINING}), ids=_name)
def test_reference_learns(runner, assignment, question):
    outcome = reference_result(runner, assignment, question).outcome
    assert outcome.points == CATALOGUE.assignment(assignment).question(question).points


@pytest.mark.training
@pytest.mark.parametrize(("assignment", "question", "path"), TRAINING_VARIANTS, ids=_name)
def test_variants_learn(runner, assignment, question, path):
    outcome = reference_result(runner, assignment, question, path.read_bytes()).outcome
    assert outcome.status is Status.PASSED


@pytest.mark.training
@pytest.mark.parametrize(("assignment", "question", "path"), TRAINING_MISTAKES, ids=_name)
def test_mistakes_of_training_are_killed(runner, assignment, question, path):
    """In one attempt; `tamrin verify` gives it the second that a student has, and calibration has made ten."""
    mistake = read_mistake(path)
    source = Source(CATALOGUE.files("solutions", assignment), question, mistake.source)
    result = runner.run_in_detail(
        assignment, question, mistake.id, source, only=frozenset({mistake.check}), measure=True
    )
    assert [check.status for check in result.outcome.checks] != [Status.INFRASTRUCTURE]
    threshold = read_threshold(CATALOGUE.calibration_dir(assignment), question, mistake.check, "quick")
    assert max(result.scores[mistake.check], default=WORST) < threshold
