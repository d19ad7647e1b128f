"""The decorators that turn a pytest function into a check: points, title, hint, dependencies and limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from autograder.errors import CourseError
from autograder.records import CheckSpec, Text

Function = TypeVar("Function", bound=Callable[..., Any])
_ATTRIBUTE = "tamrin_declaration"


@dataclass
class Declaration:
    """What the decorators of one check said so far."""

    points: float | None = None
    title: Text | None = None
    hint: Text | None = None
    depends: tuple[str, ...] = ()
    seconds: float = 10.0
    memory_mb: int = 1024
    training: bool = False
    metric: str | None = None


def declaration(function: Callable[..., Any]) -> Declaration:
    """The declaration of ``function``, made on first use."""
    if not hasattr(function, _ATTRIBUTE):
        setattr(function, _ATTRIBUTE, Declaration())
    return getattr(function, _ATTRIBUTE)


def _sets(**values: Any) -> Callable[[Function], Function]:
    def decorate(function: Function) -> Function:
        for key, value in values.items():
            setattr(declaration(function), key, value)
        return function

    return decorate


def points(value: float) -> Callable[[Function], Function]:
    """What passing the check earns; the checks of a question sum up to its points in ``assignment.toml``."""
    return _sets(points=float(value))


def title(en: str, fa: str) -> Callable[[Function], Function]:
    """What is checked, in one line for the student."""
    return _sets(title=Text(en, fa))


def hint(en: str, fa: str) -> Callable[[Function], Function]:
    """What to think about when the check fails."""
    return _sets(hint=Text(en, fa))


def depends(*checks: str) -> Callable[[Function], Function]:
    """Checks that must have passed; else this one is skipped, so that one fault is reported once."""
    return _sets(depends=checks)


def limits(seconds: float = 10.0, memory_mb: int = 1024) -> Callable[[Function], Function]:
    """Wall time of the whole check and memory growth of the worker."""
    return _sets(seconds=seconds, memory_mb=memory_mb)


def specification(name: str, question: str, function: Callable[..., Any]) -> CheckSpec:
    """The finished record of a check; raises CourseError where points or title were forgotten."""
    declared = declaration(function)
    if declared.points is None or declared.title is None:
        raise CourseError(f"The check {name} of {question} needs @points and @title.")
    return CheckSpec(
        name=name, question=question, points=declared.points, title=declared.title, hint=declared.hint,
        depends=declared.depends, seconds=declared.seconds, memory_mb=declared.memory_mb, training=declared.training,
    )  # fmt: skip
