"""What the author of a check uses: decorators, ``expect`` and ``raises``; the fixtures are student, draw and attempt."""

from autograder.authoring.convergence import convergence
from autograder.authoring.declare import depends, hint, limits, points, title
from autograder.authoring.expect import Expectation, ExpectationFailed, expect, fail, raises
from autograder.records import Text

__all__ = [
    "Expectation",
    "ExpectationFailed",
    "Text",
    "convergence",
    "depends",
    "expect",
    "fail",
    "hint",
    "limits",
    "points",
    "raises",
    "title",
]
