"""Kills `tamrin grade` with -9 at random moments, resumes it, and compares the gradebook with an undisturbed one."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from autograder.catalogue import Catalogue
from benchmarks.common import arguments, report, run, tamrin, write_class

ASSIGNMENT = "a12_layers"


def main() -> None:
    parser = arguments(__doc__, students=30)
    parser.add_argument("--kills", type=int, default=20, help="how often it is killed (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="of the moments (%(default)s)")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_class(folder / "class", ASSIGNMENT, _class(options.students))

        def grade(out: Path) -> list[str]:
            return tamrin(
                "grade", folder / "class", "--out", out, "--no-training", "--seed", "7", "--jobs", "2"
            )

        seconds, _ = run(grade(folder / "calm"))
        killed, moments = 0, []
        while killed < options.kills:
            process = subprocess.Popen(
                grade(folder / "out"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            moments.append(rng.uniform(0.2, 12.0))
            try:
                process.wait(moments[-1])
                if killed < options.kills:
                    # It was through before its moment came: start again from nothing.
                    _forget(folder / "out")
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
                killed += 1
        run(grade(folder / "out"))
        calm, disturbed = ((folder / each / "gradebook.csv").read_bytes() for each in ("calm", "out"))
        time.sleep(1)
        left = _workers(folder)
    same = calm == disturbed
    rows = [
        ["kills", str(killed)],
        ["gradebook identical", str(same)],
        ["undisturbed run", f"{seconds:.0f} s"],
    ]
    rows.append(["processes left behind", str(left)])
    figures = {"kills": killed, "identical": same, "bytes": len(calm), "left": left, "moments": moments}
    report("kill -9 and resume", ["what", "measured"], rows, figures, options.json)
    if not same or left:
        sys.exit(1)


def _class(students: int) -> list[dict[str, str]]:
    """Right answers, stubs and known mistakes in turn."""
    catalogue = Catalogue()
    texts = {
        folder: {name: text.decode() for name, text in catalogue.files(folder, ASSIGNMENT).items()}
        for folder in ("solutions", "starter")
    }
    mistakes = [
        {
            **texts["solutions"],
            f"{question.id}.py": texts["solutions"][f"{question.id}.py"]
            + "\n\n"
            + path.read_text(encoding="utf-8"),
        }
        for question in catalogue.assignment(ASSIGNMENT).questions
        for path in catalogue.mistakes(ASSIGNMENT, question.id)[:2]
    ]
    kinds = [texts["solutions"], texts["starter"], *mistakes]
    return [kinds[number % len(kinds)] for number in range(students)]


def _forget(out: Path) -> None:
    for path in out.glob("results.sqlite*"):
        path.unlink()


def _workers(folder: Path) -> int:
    """Processes that still name the class's folder, or zygotes whose grader has gone."""
    listing = subprocess.run(["ps", "-eo", "ppid,args"], capture_output=True, text=True, check=True).stdout
    return sum(
        str(folder) in line or ("autograder.worker.zygote" in line and line.split()[0] == "1")
        for line in listing.splitlines()
    )


if __name__ == "__main__":
    main()
