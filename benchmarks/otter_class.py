"""Grades copies of the trivial class with Otter-Grader, in its own environment that borrows our torch."""

from __future__ import annotations

import json
import shutil
import sys
import sysconfig
from pathlib import Path
from textwrap import indent

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from benchmarks.common import run
from benchmarks.trivial import CELLS, answers

_REQUIREMENTS = ("otter-grader>=6", "ipykernel")
_TEST = """\
from otter.test_files import test_case

OK_FORMAT = False
name = "{name}"
points = 2

@test_case(points=2, hidden=True)
def test_{name}({name}):
{body}
"""


def prepare(folder: Path) -> Path:
    """The Python of a virtual environment in ``folder`` with Otter-Grader; used again if there."""
    python = folder / "bin" / "python"
    if python.exists():
        return python
    if uv := shutil.which("uv"):
        run([uv, "venv", "--quiet", "--python", sys.executable, folder])
        run([uv, "pip", "install", "--quiet", "--python", python, *_REQUIREMENTS])
    else:
        run([sys.executable, "-m", "venv", folder])
        run([python, "-m", "pip", "install", "--quiet", *_REQUIREMENTS])
    # Otter's own packages come first; torch and transformers are found where this benchmark has them.
    packages = folder / Path(sysconfig.get_path("purelib")).relative_to(sys.prefix)
    (packages / "benchmark.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return python


def grade(python: Path, folder: Path, count: int) -> tuple[float, dict[str, float]]:
    """Seconds of ``count`` calls of ``otter run``, one a submission as Otter does it, and all points."""
    tests = folder / "tests"
    tests.mkdir(parents=True)
    for name, body in CELLS.items():
        text = _TEST.format(name=name, body=indent(body, "    "))
        (tests / f"{name}.py").write_text(text, encoding="utf-8")
    otter = [python, "-m", "otter"]
    archive = folder / "autograder.zip"
    run([*otter, "generate", "-t", tests, "-o", archive, "--no-environment"], cwd=folder)
    total, points = 0.0, {}
    for number, (_, source) in enumerate(answers(count)):
        student = f"student{number:03}"
        (folder / student).mkdir()
        notebook = folder / f"{student}.ipynb"
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(new_notebook(cells=[new_code_cell(source)], metadata={"kernelspec": kernel}), notebook)
        seconds, _ = run([*otter, "run", "-a", archive, "-o", folder / student, notebook], cwd=folder)
        total += seconds
        results = json.loads((folder / student / "results.json").read_text(encoding="utf-8"))
        points[student] = sum(test.get("score", 0.0) for test in results["tests"])
    return total, points
