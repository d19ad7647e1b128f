"""The authoring interface on a small course: outcomes, dependencies, hints, recognised mistakes, faults of checks."""

import os
from pathlib import Path

import pytest

from autograder.authoring.expect import ExpectationFailed, raises
from autograder.catalogue import Catalogue
from autograder.grading.session import StudentError
from autograder.records import Status

COURSE = Catalogue(Path(__file__).parent / "kinds")
FILES = COURSE.files("solutions", "k01_kinds")


@pytest.fixture(scope="module")
def kinds(pool):
    from autograder.grading.runner import Runner, RunSettings

    return Runner(COURSE, RunSettings(seed=11), pool.connection(0))


def graded(kinds, question, source=None, add=b""):
    name = f"{question}.py"
    files = {**FILES, name: FILES[name] + b"\n\n" + add if source is None else source}
    outcome = kinds.run("k01_kinds", question, "student", files)
    return outcome, {check.check: check for check in outcome.checks}


@pytest.mark.parametrize(("question", "points"), [("q1_pool", 4), ("q2_mask", 3)])
def test_right_answers_earn_everything(kinds, question, points):
    outcome, _ = graded(kinds, question)
    assert (outcome.status, outcome.points, outcome.max_points) == (Status.PASSED, points, points)


def test_the_options_of_whoever_runs_the_grader_are_left_out_and_left_alone(kinds, monkeypatch):
    monkeypatch.setenv("PYTEST_ADDOPTS", "--no-such-option")
    monkeypatch.delenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", raising=False)
    outcome, _ = graded(kinds, "q1_pool")
    assert outcome.status is Status.PASSED
    assert os.environ["PYTEST_ADDOPTS"] == "--no-such-option"
    assert "PYTEST_DISABLE_PLUGIN_AUTOLOAD" not in os.environ


def test_a_mistake_is_named_with_hint_and_misconception(kinds):
    _, checks = graded(kinds, "q1_pool", add=b"def mean_pool(states, mask):\n    return states.mean(dim=1)\n")
    failed = checks["test_padding_does_not_move_the_mean"]
    assert (failed.status, failed.points, failed.mistake) == (Status.FAILED, 0, "padding_averaged")
    assert failed.misconception is not None
    assert "padded length" in failed.misconception.en
    assert failed.message is not None
    assert "Padding is averaged too." in failed.message.en
    assert failed.hint is not None


def test_a_check_whose_parent_failed_is_skipped_and_says_so(kinds):
    _, checks = graded(kinds, "q1_pool", add=b"def mean_pool(states, mask):\n    return states.mean(dim=1)\n")
    skipped = checks["test_dtype_is_kept"]
    assert (skipped.status, skipped.points) == (Status.SKIPPED, 0)
    assert skipped.message is not None
    assert "Padding does not move the mean" in skipped.message.en


def test_expected_values_do_not_show(kinds):
    _, checks = graded(
        kinds, "q1_pool", add=b"def mean_pool(states, mask):\n    return states.mean(dim=1) * 0 + 7\n"
    )
    message = checks["test_padding_does_not_move_the_mean"].message
    assert message is not None
    assert "you have 7" in message.en
    assert "[0, 0]" in message.en


def test_a_random_function_that_ignores_its_generator_is_caught(kinds):
    wrong = b"def choose(tokens, rate, generator):\n    return torch.rand(tokens.shape) < rate\n"
    _, checks = graded(kinds, "q2_mask", add=wrong)
    assert checks["test_rate"].status is Status.PASSED
    assert (checks["test_generator_decides"].status, checks["test_generator_decides"].mistake) == (
        Status.FAILED,
        "global_generator",
    )


def test_a_fault_of_the_check_is_never_the_students(kinds):
    _, checks = graded(kinds, "q3_broken")
    assert checks["test_trusts_too_much"].status is Status.PASSED
    assert checks["test_is_wrong_itself"].status is Status.INFRASTRUCTURE
    assert "author" in checks["test_is_wrong_itself"].evidence


def test_a_check_that_breaks_on_what_came_back_is_the_students(kinds):
    _, checks = graded(kinds, "q3_broken", add=b"def pair():\n    return 5\n")
    assert checks["test_trusts_too_much"].status is Status.INVALID
    assert checks["test_is_wrong_itself"].status is Status.INFRASTRUCTURE


@pytest.mark.parametrize(
    ("source", "status", "words"),
    [
        (b"def mean_pool(hidden, mask:\n", Status.INVALID, "line 1"),
        (b"import os\n", Status.INVALID, "no function mean_pool"),
        (b"def mean_pool(hidden, mask):\n    raise KeyError('no')\n", Status.ERROR, "KeyError"),
        (b"def mean_pool(hidden, mask):\n    raise NotImplementedError\n", Status.ERROR, "not written yet"),
        (
            b"def mean_pool(hidden, mask):\n    raise NotImplementedError('\"argmax\" not implemented for Bool')\n",
            Status.ERROR,
            'NotImplementedError: "argmax" not implemented for Bool',
        ),
        (b"def mean_pool(hidden, mask):\n    import os; os._exit(0)\n", Status.KILLED, "exit code 0"),
        (b"def mean_pool(hidden, mask):\n    return 'text'\n", Status.FAILED, "torch tensor"),
    ],
)
def test_each_way_to_fail_has_its_status_and_sentence(kinds, source, status, words):
    outcome, checks = graded(kinds, "q1_pool", source)
    first = checks["test_padding_does_not_move_the_mean"]
    assert (first.status, outcome.points) == (status, 0)
    assert first.message is not None
    assert words in first.message.en
    assert first.message.fa
    # A hint is about the task, which a module that cannot be used has not come to.
    assert (first.hint is None) == (status is Status.INVALID)


def test_a_check_shows_what_was_printed_in_it_and_not_before(kinds):
    prints = b"""
kept = mean_pool

def mean_pool(hidden, mask):
    print("from", hidden.dtype)
    return 5 if hidden.dtype is torch.half else kept(hidden, mask)
"""
    _, checks = graded(kinds, "q1_pool", add=prints)
    assert checks["test_padding_does_not_move_the_mean"].status is Status.PASSED
    assert checks["test_dtype_is_kept"].evidence.strip() == "from torch.float16"


def test_warnings_and_endless_recursion_show_in_a_row_each(kinds):
    recurses = b"""import warnings

def mean_pool(hidden, mask):
    warnings.warn("again")
    return pool(hidden)

def pool(hidden):
    return pool(hidden)
"""
    _, checks = graded(kinds, "q1_pool", recurses)
    assert checks["test_padding_does_not_move_the_mean"].evidence.strip().split("\n") == [
        "q1_pool.py:5 in mean_pool: return pool(hidden)",
        "q1_pool.py:8 in pool: return pool(hidden)",
        "q1_pool.py:4: UserWarning: again",
    ]


def test_the_place_of_a_syntax_error_is_named_once(kinds):
    _, checks = graded(kinds, "q1_pool", b"\ndef mean_pool(hidden, mask)\n    pass\n")
    message = checks["test_padding_does_not_move_the_mean"].message
    assert message is not None
    assert message.en.count("line 2") == 1


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (None, "A ValueError was expected of pool([]), but none was raised."),
        (
            ("KeyError", "'x' is gone"),
            "A ValueError was expected of pool([]), but KeyError was raised: 'x' is gone.",
        ),
        (("AssertionError", ""), "A ValueError was expected of pool([]), but AssertionError was raised."),
    ],
)
def test_an_error_that_stays_out_is_asked_of_a_call(error, sentence):
    def call():
        with raises(ValueError, because="none is left", of="pool([])"):
            if error is not None:
                raise StudentError([error[0], "Exception"], error[1], "", "pool")

    with pytest.raises(ExpectationFailed) as caught:
        call()
    assert caught.value.message.en == f"{sentence} None is left."
