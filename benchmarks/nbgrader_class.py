"""Grades copies of the trivial class with nbgrader, in a course directory of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from benchmarks.common import run
from benchmarks.trivial import CELLS, answers

_NOTEBOOK = "pool_and_freeze"
_CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "benchmark"
c.ExecutePreprocessor.timeout = 600
c.ExecutePreprocessor.startup_timeout = 300
"""


def grade(folder: Path, count: int) -> tuple[float, dict[str, float]]:
    """Seconds of one ``nbgrader autograde`` of ``count`` submissions, and the students' points."""
    (folder / "nbgrader_config.py").write_text(_CONFIG, encoding="utf-8")
    kinds = list(answers(count))
    _write(folder / "source" / "ps1", f"### BEGIN SOLUTION\n{kinds[0][1]}\n### END SOLUTION")
    nbgrader = [sys.executable, "-m", "nbgrader"]
    # It calls alembic by name.
    path = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    run([*nbgrader, "generate_assignment", "ps1", f"--course-dir={folder}"], path, cwd=folder)
    for number, (_, source) in enumerate(kinds):
        release = nbformat.read(folder / "release" / "ps1" / f"{_NOTEBOOK}.ipynb", as_version=4)
        next(cell for cell in release.cells if cell.metadata.nbgrader.solution).source = source
        submitted = folder / "submitted" / f"student{number:03}" / "ps1"
        submitted.mkdir(parents=True)
        nbformat.write(release, submitted / f"{_NOTEBOOK}.ipynb")
    seconds, _ = run([*nbgrader, "autograde", "ps1", f"--course-dir={folder}"], path, cwd=folder)
    return seconds, _points(folder / "gradebook.db")


def _write(folder: Path, source: str) -> None:
    cells = [_cell("answer", source, solution=True)]
    cells += [
        _cell(name, f"### BEGIN HIDDEN TESTS\n{test}### END HIDDEN TESTS", points=2)
        for name, test in CELLS.items()
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    folder.mkdir(parents=True)
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), folder / f"{_NOTEBOOK}.ipynb")


def _cell(grade_id: str, source: str, solution: bool = False, points: int = 0) -> nbformat.NotebookNode:
    kept = {"grade_id": grade_id, "grade": not solution, "solution": solution, "locked": not solution}
    settings = {**kept, "task": False, "schema_version": 3} | ({} if solution else {"points": points})
    return new_code_cell(source, metadata={"nbgrader": settings})


def _points(database: Path) -> dict[str, float]:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{database}") as gradebook:
        return {
            str(each.student.id): float(each.score or 0.0) for each in gradebook.assignment_submissions("ps1")
        }
