"""What several questions ask of a function that shuffles: the generator, and nothing else, decides the order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.authoring.expect import expect
from autograder.authoring.student import Student
from autograder.records import Text

NOT_THE_GENERATOR = Text(
    en="randomness comes from somewhere else than the generator",
    fa="تصادفی بودن از جایی غیر از generator می‌آید",
)


def expect_order_of_generator(
    student: Student, seed: int, count: int, order: Callable[[Any], list[int]]
) -> None:
    """``order`` of a generator gives one order for one seed, another each epoch and for another seed; of None, 0 … ``count`` − 1.

    Two orders of ``count`` numbers are equal by chance once in ``count``!, so that ``count`` should be 20 or more.
    """
    generator = student.kit.generator(seed)
    first, second = order(generator), order(generator)
    expect(order(student.kit.generator(seed)), "the order for the same seed").equals(
        first, because=NOT_THE_GENERATOR
    )
    for name, other in (("a second epoch", second), ("another seed", order(student.kit.generator(seed + 1)))):
        expect(other != first, f"“the order of {name} is another one”").is_true()
    expect(order(None), "the order without a generator").equals(list(range(count)))
