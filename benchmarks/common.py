"""What the benchmarks share: a class made of copies, timed commands, a table with its JSON."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent


def arguments(description: str | None, students: int | None = None) -> argparse.ArgumentParser:
    """A parser with what every benchmark takes; ``students`` is the default size of the class."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", type=Path, metavar="FILE", help="save the figures here too")
    if students is not None:
        parser.add_argument("--students", type=int, default=students, help="size of the class (%(default)s)")
    return parser


def write_class(folder: Path, assignment: str, submissions: Iterable[Mapping[str, str]]) -> None:
    """One folder per submission, ``student000`` and so on; a last comment makes all files differ."""
    for number, files in enumerate(submissions):
        student = f"student{number:03}"
        place = folder / student / assignment
        place.mkdir(parents=True)
        for name, text in files.items():
            (place / name).write_text(f"{text}\n# {student}\n", encoding="utf-8")


def tamrin(*words: str | Path) -> list[str]:
    """The installed command, with its arguments."""
    return [str(Path(sys.executable).with_name("tamrin")), *map(str, words)]


def run(
    command: Sequence[str | Path], environment: Mapping[str, str] | None = None,
    accept: Sequence[int] = (0,), cwd: Path = REPOSITORY,
) -> tuple[float, str]:  # fmt: skip
    """Wall seconds of a whole process and what it printed; ends the benchmark when the command fails."""
    variables = {**os.environ, "HF_HUB_OFFLINE": "1", **(environment or {})}
    started = time.perf_counter()
    process = subprocess.run(
        list(map(str, command)), cwd=cwd, env=variables, check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    seconds = time.perf_counter() - started
    output = process.stdout.decode(errors="replace")
    if process.returncode not in accept:
        words = " ".join(map(str, command))
        sys.exit(f"{words}\nended with {process.returncode}:\n{output[-3000:]}")
    return seconds, output


def median(values: Iterable[float]) -> float:
    return statistics.median(values)


def megabytes(size: float) -> str:
    return f"{size / 2**20:.0f} MB"


def report(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]],
    figures: Mapping[str, Any], file: Path | None,
) -> None:  # fmt: skip
    """Prints the table; writes ``figures`` and where they were measured to ``file``."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, title_justify="left")
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left")
    for row in rows:
        table.add_row(*row)
    machine = _machine()
    # A log has no width of its own, and a folded table is hard to read there.
    console = Console(width=None if sys.stdout.isatty() else 140)
    console.print(table)
    console.print(f"{machine['cores']} cores, load at the end {machine['load']}, Python {machine['python']}")
    if file:
        text = json.dumps({"benchmark": title, "machine": machine, **figures}, indent=2, ensure_ascii=False)
        file.write_text(text + "\n", encoding="utf-8")


def _machine() -> dict[str, Any]:
    return {
        "cores": len(os.sched_getaffinity(0)),
        "load": [round(value, 1) for value in os.getloadavg()],
        "python": platform.python_version(),
        "versions": {name: metadata.version(name) for name in ("torch", "transformers", "nbgrader")},
    }
