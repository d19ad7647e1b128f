"""Memory of one more worker beside the zygote, and what the sandbox adds to the time of a plain fork."""

from __future__ import annotations

import socket
from pathlib import Path
from time import perf_counter

from autograder.catalogue import Catalogue
from autograder.grading.session import Session, Source
from autograder.worker.pool import Process, WorkerPool, Workers
from benchmarks.common import arguments, median, megabytes, report

ASSIGNMENT, QUESTION = "a12_layers", "q3_freeze"
HELD = 4  # workers alive at once: what is shared with the zygote is shared with each other too


class Watched:
    """Workers whose process ids are kept."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self.pid = 0

    def start(self, channel: socket.socket, output: int, memory: int) -> Process:
        process = self._workers.start(channel, output, memory)
        self.pid = process.host_pid
        return process


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--times", type=int, default=50, help="workers started for each time (%(default)s)")
    options = parser.parse_args()
    with WorkerPool(1) as confined, WorkerPool(1, sandbox=False) as plain:
        source = Source(Catalogue().files("solutions", ASSIGNMENT), QUESTION)
        confined.wait_until_ready()
        plain.wait_until_ready()
        unique = _memory(Watched(confined.connection(0)), source)
        pools = {"sandbox on": confined.connection(0), "sandbox off": plain.connection(0)}
        times: dict[str, list[float]] = {name: [] for name in pools}
        for turn in range(options.times + 1):
            for name, workers in pools.items():
                started = perf_counter()
                session = Session(workers, source, seed=1)
                session.budget.start()
                session.kit("value", (turn,), {})
                session.end()
                if turn:  # the first one warms the page cache up
                    times[name].append(perf_counter() - started)
    rows = [
        [f"unique memory, {state}", megabytes(median(sizes)), megabytes(max(sizes))]
        for state, sizes in unique.items()
    ]
    seconds = {name: median(values) for name, values in times.items()}
    rows += [
        [
            f"start, load and end a worker, {name}",
            f"{median(values) * 1000:.0f} ms",
            f"{max(values) * 1000:.0f} ms",
        ]
        for name, values in times.items()
    ]
    ratio = seconds["sandbox on"] / seconds["sandbox off"]
    added = seconds["sandbox on"] - seconds["sandbox off"]
    rows.append([f"what the sandbox adds (ratio {ratio:.2f})", f"{added * 1000:.0f} ms", ""])
    report(
        f"One more worker: {HELD} held at once, {options.times} timed",
        ["what", "median", "most"], rows,
        {"unique_bytes": unique, "seconds": times, "ratio": ratio, "added_seconds": added}, options.json,
    )  # fmt: skip


def _memory(workers: Watched, source: Source) -> dict[str, list[int]]:
    """Unique bytes of each of several workers after each of the steps that a submission goes through."""
    sessions: list[tuple[Session, int]] = []
    sizes: dict[str, list[int]] = {}

    def note(state: str) -> None:
        sizes[state] = [_unique(pid) for _, pid in sessions]

    for _ in range(HELD):
        session = Session(workers, source, seed=1)
        session.budget.start()
        session.kit("value", (0,), {})
        sessions.append((session, workers.pid))
    note("submission loaded")
    models = []
    for session, _ in sessions:
        session.budget.start()
        models.append(session.kit("load_classifier", (), {}))
    note("mini-parsbert loaded")
    for (session, _), model in zip(sessions, models, strict=True):
        session.budget.seconds = 120
        session.budget.start()
        session.kit("train", (model,), {"seed": 1, "steps": 3})
    note("three training steps done")
    for session, _ in sessions:
        session.end()
    return sizes


def _unique(pid: int) -> int:
    """Bytes that the end of this process would free: pages that nobody else maps."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    own = [line for line in lines if line.startswith(("Private_Clean:", "Private_Dirty:"))]
    return sum(int(line.split()[1]) * 1024 for line in own)


if __name__ == "__main__":
    main()
