"""The errors a user can act on; the command line turns each into one sentence and an exit code."""

from __future__ import annotations

from course.kit.errors import TamrinError

EXIT_DONE = 0
EXIT_IMPERFECT = 1
EXIT_USAGE = 2
EXIT_INFRASTRUCTURE = 3
EXIT_INTERRUPTED = 130


class UsageError(TamrinError):
    """The command was given something that cannot be worked with (exit code 2)."""


class UnknownAssignment(UsageError):
    """No assignment or question of that name exists."""


class InfrastructureError(TamrinError):
    """The machine, not the submission, stands in the way: sandbox, disk, permissions, a missing model (exit code 3)."""


class CourseError(TamrinError):
    """The course's own files contradict each other (points, checks, mistakes): its author has to mend them."""


def exit_code(error: TamrinError) -> int:
    """The documented exit code of ``error``."""
    return EXIT_USAGE if isinstance(error, UsageError) else EXIT_INFRASTRUCTURE
