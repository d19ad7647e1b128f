"""The bug bank: a mistake is one small file with its misconception in two languages and the check meant to kill it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import CourseError
from autograder.records import Text


@dataclass(frozen=True)
class Mistake:
    """A realistic wrong answer, laid over the reference solution of its question."""

    id: str
    question: str
    misconception: Text
    check: str
    training: bool
    source: bytes


def read_mistake(path: Path) -> Mistake:
    """Reads a mistake; raises CourseError where its docstring lacks ``en:``, ``fa:`` or ``check:``."""
    source = path.read_bytes()
    fields: dict[str, str] = {}
    key = ""
    for line in (ast.get_docstring(ast.parse(source)) or "").splitlines():
        head, colon, rest = line.partition(":")
        if colon and head in ("en", "fa", "check", "training"):
            key = head
            fields[key] = rest.strip()
        elif key and line.strip():
            fields[key] += " " + line.strip()
    missing = {"en", "fa", "check"} - fields.keys()
    if missing:
        raise CourseError(
            f"The mistake {path.name} of {path.parent.name} lacks {', '.join(sorted(missing))} in its docstring."
        )
    return Mistake(
        id=path.stem,
        question=path.parent.name,
        misconception=Text(fields["en"], fields["fa"]),
        check=fields["check"],
        training=fields.get("training", "no") == "yes",
        source=source,
    )
