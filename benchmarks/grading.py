"""Seconds per submission of two trivial checks: tamrin in its sandbox, nbgrader, Otter-Grader."""

from __future__ import annotations

import csv
import sys
import tempfile
from pathlib import Path

from benchmarks import nbgrader_class, otter_class
from benchmarks.common import REPOSITORY, arguments, report, run, tamrin, write_class
from benchmarks.trivial import ASSIGNMENT, COURSE, QUESTION, answers, expected

_IMPORTS = "import torch; from transformers import BertForSequenceClassification"


def main() -> None:
    parser = arguments(__doc__, students=100)
    parser.add_argument("--jobs", type=int, default=2, help="tamrin's checkers (%(default)s)")
    parser.add_argument("--peers", type=int, default=3, help="submissions for the other graders; 0: none")
    parser.add_argument(
        "--otter", type=Path, default=REPOSITORY / "build" / "otter", metavar="DIR",
        help="Otter's virtual environment, made where it is missing (build/otter)",
    )  # fmt: skip
    options = parser.parse_args()
    imports, _ = run([sys.executable, "-c", _IMPORTS])
    measured: dict[str, tuple[int, float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seconds, points = _tamrin(folder / "tamrin", options.students, options.jobs)
        measured["tamrin"] = (options.students, _checked("tamrin", seconds, points, options.students))
        if options.peers:
            (folder / "nbgrader").mkdir()
            seconds, points = nbgrader_class.grade(folder / "nbgrader", options.peers)
            measured["nbgrader"] = (options.peers, _checked("nbgrader", seconds, points, options.peers))
            python = otter_class.prepare(options.otter)
            seconds, points = otter_class.grade(python, folder / "otter", options.peers)
            measured["Otter-Grader"] = (
                options.peers,
                _checked("Otter-Grader", seconds, points, options.peers),
            )
    own = measured["tamrin"][1] / options.students
    rows, figures = [], {}
    for name, (count, seconds) in measured.items():
        each = seconds / count
        rows.append([name, str(count), f"{seconds:.1f} s", f"{each:.3f} s", f"{each / own:.1f}"])
        figures[name] = {
            "submissions": count,
            "seconds": seconds,
            "per_submission": each,
            "ratio": each / own,
        }
    rows.append(
        ["(importing torch and transformers once)", "", f"{imports:.1f} s", "", f"{imports / own:.1f}"]
    )
    report(
        f"Two trivial checks, sandbox on, {options.jobs} jobs",
        ["grader", "submissions", "whole run", "per submission", "× tamrin"], rows,
        {"jobs": options.jobs, "imports": imports, "graders": figures}, options.json,
    )  # fmt: skip


def _tamrin(folder: Path, count: int, jobs: int) -> tuple[float, dict[str, float]]:
    submissions, out = folder / "class", folder / "out"
    write_class(submissions, ASSIGNMENT, ({f"{QUESTION}.py": source} for _, source in answers(count)))
    command = tamrin("grade", submissions, "--out", out, "--jobs", str(jobs), "--seed", "1")
    seconds, _ = run(command, {"TAMRIN_COURSE": str(COURSE)})
    with (out / "gradebook.csv").open(encoding="utf-8", newline="") as file:
        return seconds, {row["student"]: float(row["points"]) for row in csv.DictReader(file)}


def _checked(grader: str, seconds: float, points: dict[str, float], count: int) -> float:
    # A grader that did not run the checks would be fast.
    if points != expected(count):
        sys.exit(f"{grader} gave other points than the class has earned: {points}")
    return seconds


if __name__ == "__main__":
    main()
