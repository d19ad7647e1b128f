"""Makes the starter from the reference solutions: what lies between the solution markers goes, the rest stays."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from autograder.catalogue import Catalogue
from autograder.errors import CourseError

BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"
_NAMED = re.compile(r"(|    )(?:async )?(class|def) (\w+)")


def starter_source(source: str, module: str) -> str:
    """The stub of a reference module; raises CourseError where markers do not pair or the result is not Python.

    Inside a function the marked lines become ``raise NotImplementedError("module.function")``
    ("module.Class.method" in a method); at module level they vanish.
    """
    kept: list[str] = []
    owner = function = ""
    inside = False
    for number, line in enumerate(source.splitlines(), start=1):
        text = line.strip()
        if not inside and (named := _NAMED.match(line)):
            indent, kind, name = named.groups()
            if not indent:
                owner = f"{name}." if kind == "class" else ""
            function = owner + name if kind == "def" else ""
        if text == BEGIN:
            if inside:
                raise CourseError(f"{module}.py, line {number}: a solution begins inside another.")
            inside = True
            if line[0] == " ":
                indent = line[: len(line) - len(line.lstrip())]
                kept.append(f'{indent}raise NotImplementedError("{module}.{function}")')
        elif text == END:
            if not inside:
                raise CourseError(f"{module}.py, line {number}: a solution ends that did not begin.")
            inside = False
        elif not inside:
            kept.append(line)
    if inside:
        raise CourseError(f"{module}.py: the last solution does not end.")
    stub = "\n".join(_without_piles_of_blanks(kept)) + "\n"
    try:
        ast.parse(stub)
    except SyntaxError as error:
        raise CourseError(
            f"The starter of {module}.py would not be Python (line {error.lineno}): {error.msg}."
        ) from error
    return stub


def release(catalogue: Catalogue, assignment_id: str) -> list[Path]:
    """Writes the starter of an assignment and returns the files that changed."""
    changed = []
    for path, stub in starters(catalogue, assignment_id).items():
        if not path.exists() or path.read_text(encoding="utf-8") != stub:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(stub, encoding="utf-8")
            changed.append(path)
    return changed


def starters(catalogue: Catalogue, assignment_id: str) -> dict[Path, str]:
    """Each starter file of an assignment and what has to be in it."""
    found = {}
    for question in catalogue.assignment(assignment_id).questions:
        solution = catalogue.solution(assignment_id, question.id)
        if not solution.exists():
            raise CourseError(f"The reference {solution} is missing.")
        stub = starter_source(solution.read_text(encoding="utf-8"), question.id)
        found[catalogue.starter(assignment_id, question.id)] = stub
    return found


def _without_piles_of_blanks(lines: list[str]) -> list[str]:
    """At most two blank lines in a row, none at the end."""
    kept: list[str] = []
    for line in lines:
        if line or kept[-2:] != ["", ""]:
            kept.append(line)
    while kept and not kept[-1]:
        kept.pop()
    return kept
