"""Prints what pretraining is worth: each mini checkpoint against the same model with random weights.

Run: python -m benchmarks.pretraining [NAME ...] [--seeds N] [--profile quick|real] [--record]

With --record the curves go to course/zoo/measured/PROFILE.json, and their drawing and table beside them.
"""

from __future__ import annotations

import argparse
import importlib
import json
import time
from pathlib import Path

import torch

from benchmarks.pretraining import report
from benchmarks.pretraining.task import Curve, Task
from course.kit.paths import zoo_folder
from course.zoo.registry import CHECKPOINTS

MEASURED = zoo_folder() / "measured"
BEGIN, END = "<!-- {profile} -->", "<!-- /{profile} -->"


def main() -> None:
    """Read the command line, run the tasks, print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", default=list(CHECKPOINTS), help="checkpoints; all by default")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--profile", choices=("quick", "real"), default="quick")
    parser.add_argument("--record", action="store_true", help="keep the results with the checkpoints")
    options = parser.parse_args()
    torch.set_num_threads(1)
    results = [
        measure(task, options.seeds, options.profile) for name in options.names for task in tasks(name)
    ]
    print(report.table(results))
    if options.record:
        record(results, options.profile)


def tasks(name: str) -> list[Task]:
    """Every task that the checkpoint's module defines."""
    module = importlib.import_module(f"benchmarks.pretraining.{name.replace('-', '_')}")
    return [value for value in vars(module).values() if isinstance(value, Task)]


def measure(task: Task, seeds: int, profile: str) -> report.Result:
    """All runs of a task: the curves of each kind and the slowest run's CPU seconds."""
    curves: dict[str, list[Curve]] = {"pretrained": [], "random": []}
    slowest = 0.0
    for seed in range(seeds):
        for kind, runs in curves.items():
            start = time.process_time()
            curve = task.run(seed, kind == "pretrained", profile)
            seconds = time.process_time() - start
            slowest = max(slowest, seconds)
            runs.append(curve)
            told = " ".join(f"{step}:{value:.3f}" for step, value in curve)
            print(f"{task.checkpoint} {task.dataset} seed {seed} {kind} {seconds:.1f} s  {told}", flush=True)
    return {
        "checkpoint": task.checkpoint,
        "dataset": task.dataset,
        "metric": task.metric,
        "chance": task.chance,
        "steps": task.steps,
        "slowest": round(slowest, 1),
        "curves": {kind: [_rounded(curve) for curve in runs] for kind, runs in curves.items()},
    }


def record(results: list[report.Result], profile: str, folder: Path = MEASURED) -> None:
    """Merge the results into what was measured before, and bring drawing and table up to date."""
    path = folder / f"{profile}.json"
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    merged = {
        (result["checkpoint"], result["dataset"], result["metric"]): result for result in [*known, *results]
    }
    order = list(CHECKPOINTS)
    ordered = sorted(merged.values(), key=lambda result: order.index(result["checkpoint"]))
    folder.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(result) for result in ordered)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    report.draw(ordered).savefig(path.with_suffix(".png"), dpi=90, metadata={"Software": None})
    page = folder / "README.md"
    page.write_text(with_table(page.read_text(encoding="utf-8"), ordered, profile), encoding="utf-8")


def with_table(page: str, results: list[report.Result], profile: str) -> str:
    """The page with the table of a profile brought up to date."""
    begin, end = BEGIN.format(profile=profile), END.format(profile=profile)
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n{report.table(results)}\n{end}{after}"


def _rounded(curve: Curve) -> Curve:
    return [(step, round(value, 4)) for step, value in curve]


if __name__ == "__main__":
    main()
