"""Time of `tamrin check` beside that of its imports alone, and watch mode's latency after a save."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, sleep

from autograder.authoring.mistakes import read_mistake
from autograder.catalogue import Catalogue
from autograder.records import Status
from autograder.reports.words import SYMBOLS
from benchmarks.common import REPOSITORY, arguments, median, report, run, tamrin

ASSIGNMENT = "a12_layers"
_SILENCE = 1.5  # seconds without output after which a result counts as complete
_PATIENCE = 300.0


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--question", default="q3", help="which question of a12_layers (%(default)s)")
    parser.add_argument("--times", type=int, default=5, help="runs of each kind (%(default)s)")
    options = parser.parse_args()
    catalogue = Catalogue()
    question = catalogue.assignment(ASSIGNMENT).question(options.question).id
    # Exactly what the answer and its checks import, and pytest: nothing that only tamrin wants.
    modules = (
        "pytest",
        f"solutions.{ASSIGNMENT}.{question}",
        f"autograder.checks.{ASSIGNMENT}.test_{question}",
    )
    imports = [sys.executable, "-c", f"import {', '.join(modules)}"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / ASSIGNMENT
        folder.mkdir()
        for file, content in catalogue.files("solutions", ASSIGNMENT).items():
            (folder / file).write_bytes(content)
        command = tamrin("check", folder, "--question", question, "--no-training")
        times: dict[str, list[float]] = {"imports": [], "check": []}
        for turn in range(options.times + 1):
            for what, words in (("imports", imports), ("check", command)):
                # Skipped training checks leave the answer imperfect for the command: exit code 1.
                seconds, output = run(words, accept=(0, 1) if what == "check" else (0,))
                if what == "check" and not _all_passed(output):
                    sys.exit(f"The reference did not pass:\n{output}")
                if turn:  # the first round fills the page cache
                    times[what].append(seconds)
        latencies = _watched(
            [*command, "--watch"], folder / f"{question}.py", _wrong(catalogue, question), options.times
        )
    checked, imported = median(times["check"]), median(times["imports"])
    rows = [
        ["importing what the answer and its checks import", f"{imported:.2f} s", "1.00"],
        ["tamrin check, whole command", f"{checked:.2f} s", f"{checked / imported:.2f}"],
        *(
            [f"watch: result after saving {what}", f"{seconds:.2f} s", ""]
            for what, seconds in latencies.items()
        ),
    ]
    report(
        f"{question} without training, median of {options.times}", ["what", "time", "ratio"], rows,
        {"question": question, "seconds": times, "ratio": checked / imported, "watch": latencies},
        options.json,
    )  # fmt: skip


def _all_passed(output: str) -> bool:
    good = (Status.PASSED, Status.SKIPPED)
    first = {line.strip()[:1] for line in output.splitlines()}
    bad = {symbol for status, symbol in SYMBOLS.items() if status not in good}
    return SYMBOLS[Status.PASSED] in first and not bad & first


def _wrong(catalogue: Catalogue, question: str) -> str:
    """A known mistake of the question that is seen without training; one that raises if none is known."""
    for mistake in map(read_mistake, catalogue.mistakes(ASSIGNMENT, question)):
        if not mistake.training:
            return mistake.source.decode()
    return "raise NotImplementedError\n"


def _watched(command: list[str], file: Path, wrong: str, times: int) -> dict[str, float]:
    """Seconds from a save to the end of the printed result."""
    right = file.read_text(encoding="utf-8")
    process = subprocess.Popen(
        command, cwd=REPOSITORY, env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        _result(process, contains=b"Ctrl-C")

        def save(text: str) -> float:
            sleep(0.3)
            started = perf_counter()
            file.write_text(text, encoding="utf-8")
            return _result(process) - started

        latencies = {"a right answer": median(save(f"{right}\n# {turn}\n") for turn in range(times))}
        # What the known mistakes answer is worked out at the first failure.
        latencies["the first wrong answer"] = save(f"{right}\n{wrong}")
        latencies["a wrong answer"] = median(save(f"{right}\n{wrong}\n# {turn}\n") for turn in range(times))
        return latencies
    finally:
        process.terminate()
        process.wait()


def _result(process: subprocess.Popen[bytes], contains: bytes = b"") -> float:
    """When the last piece of output came before a silence."""
    assert process.stdout is not None
    output, last = b"", 0.0
    deadline = perf_counter() + _PATIENCE
    while perf_counter() < deadline:
        readable, _, _ = select.select([process.stdout], [], [], _SILENCE)
        if readable:
            piece = os.read(process.stdout.fileno(), 65536)
            if not piece:
                break
            output, last = output + piece, perf_counter()
        elif output and contains in output:
            return last
    sys.exit(f"Watch mode did not answer:\n{output.decode(errors='replace')[-3000:]}")


if __name__ == "__main__":
    main()
