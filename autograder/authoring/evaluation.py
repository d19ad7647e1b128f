"""What several questions ask of a function that only evaluates a model: no dropout, no gradients, the mode put back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from autograder.authoring.expect import expect
from autograder.authoring.student import Student
from autograder.records import Text


def expect_evaluation(calls: Iterable[Mapping[str, Any]], function: str) -> None:
    """Every forward pass of ``function`` was in evaluation mode and recorded no gradients; there was at least one.

    ``calls`` holds the notes of a recorder of the toolbox, one for each forward pass, with ``training`` and ``gradients``.
    """
    seen = list(calls)
    expect(len(seen), f"the number of forward passes of {function}").at_least(1)
    expect([call["training"] for call in seen], f"training mode in {function}").equals(
        [False] * len(seen),
        because=Text(en=f"{function} runs with dropout on", fa=f"{function} با دراپ‌اوتِ روشن اجرا می‌شود"),
    )
    expect([call["gradients"] for call in seen], f"gradients in {function}").equals(
        [False] * len(seen),
        because=Text(
            en=f"{function} records gradients that nobody needs",
            fa=f"{function} گرادیان‌هایی را نگه می‌دارد که کسی لازم ندارد",
        ),
    )


def expect_mode_kept(student: Student, model: Any, training: bool, function: str) -> None:
    """``function`` put ``model`` back into the mode in which it found it."""
    expect(student.kit.training_mode(model), f"training mode after {function}").equals(
        training,
        because=Text(
            en=f"{function} leaves the model in another mode than it found it in",
            fa=f"{function} مدل را در حالتی جز حالت پیشین رها می‌کند",
        ),
    )
