"""Checks a student's own folder; this process, and what its workers are forked from, stay warm for the next save."""

from __future__ import annotations

import ast
import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from autograder.catalogue import Assignment, Catalogue, Question
from autograder.records import QuestionOutcome

if TYPE_CHECKING:
    from autograder.worker.pool import Workers


@contextmanager
def local_workers(assignment: Assignment, profile: str, device: str) -> Iterator[Workers]:
    """Forks of this process, which has warmed up; for a GPU those of another one, which has never computed."""
    # One thread in this process and its forks: a fork after a parallel region would hang.
    for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[variable] = "1"
    from autograder.worker.pool import ForkingWorkers, WorkerPool

    if device == "cpu":
        yield ForkingWorkers(profile)
        return
    with WorkerPool(1, sandbox=False, profile=profile, device=device, reads=[assignment.reads]) as pool:
        yield pool.connection(0)


class Checker:
    """One student's folder under repeated examination."""

    def __init__(
        self, catalogue: Catalogue, assignment: Assignment, folder: Path, workers: Workers, *,
        seed: int, profile: str, device: str, training: bool, lang: str,
    ) -> None:  # fmt: skip
        import torch

        from autograder.grading.runner import Runner, RunSettings, compute_on_cpu

        compute_on_cpu()
        torch.set_num_threads(1)
        settings = RunSettings(seed=seed, profile=profile, device=device, training=training)
        self._runner = Runner(catalogue, settings, workers)
        self._catalogue = catalogue
        self._assignment = assignment
        self._folder = folder
        self._lang = lang
        self._console = Console()

    def check(self, questions: list[Question]) -> list[QuestionOutcome]:
        """Checks the questions, prints each result as it comes, and returns the outcomes."""
        self._warm_up(questions)
        from autograder.reports.terminal import print_check_result

        outcomes = []
        for question in questions:
            if self._console.is_terminal:
                # Not a spinner: its thread would be there when the worker is forked.
                self._console.print(f"{question.id} …", style="dim", end="\r")
            outcomes.append(self._runner.run(self._assignment.id, question.id, "you", self._files()))
        print_check_result(outcomes, self._lang, self._console)
        return outcomes

    def _warm_up(self, questions: list[Question]) -> None:
        """Imports here what the answers import, so that no forked worker has to; what is not needed stays out."""
        for question in questions:
            tree = ast.parse(self._catalogue.solution(self._assignment.id, question.id).read_bytes())
            names = {
                node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module
            }
            names |= {
                alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
            }
            if any(name.split(".")[0] in ("torch", "transformers") for name in names):
                names |= {"autograder.worker.toolbox", "transformers.models.bert.modeling_bert"}
            for name in sorted(names):
                importlib.import_module(name)

    def watch(self, questions: list[Question]) -> None:
        """Checks a question again whenever its file is saved, until Ctrl-C."""
        from watchfiles import watch

        self._console.print("Waiting for a save … (Ctrl-C ends)", style="dim")
        known = {question.id: question for question in questions}
        for changes in watch(self._folder, debounce=50, step=10, raise_interrupt=False):
            touched = {Path(path).stem for _, path in changes} & known.keys()
            if touched:
                self._console.print()
                self.check([known[name] for name in sorted(touched)])

    def _files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self._folder.glob("*.py"))}
