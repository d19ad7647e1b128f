"""Finds assignments, questions, checks and mistakes on disk; every path of a course is known here only."""

from __future__ import annotations

import hashlib
import os
import platform
import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any

from autograder.errors import CourseError, UnknownAssignment
from autograder.records import Text
from autograder.worker.handicaps import HANDICAPS
from autograder.worker.options import READS

REPOSITORY = Path(__file__).resolve().parent.parent
_VERSIONED = ("torch", "transformers", "tokenizers", "numpy", "pytest")


@dataclass(frozen=True)
class LatePolicy:
    """What a late submission loses: ``percent_per_day`` for each started day, everything after ``max_days``."""

    percent_per_day: float = 0.0
    max_days: int = 0
    due: datetime | None = None


@dataclass(frozen=True)
class Question:
    """One question: the module ``<id>.py`` a student completes."""

    id: str
    title: Text
    points: float
    minutes: int = 0


@dataclass(frozen=True)
class Assignment:
    """One assignment as its ``assignment.toml`` describes it."""

    id: str
    title: Text
    questions: tuple[Question, ...]
    late: LatePolicy
    minutes: int = 0
    baselines: tuple[str, ...] = ()
    reads: str = "text"

    def question(self, question_id: str) -> Question:
        """The question called ``question_id`` or by its number (``q3``); raises UnknownAssignment."""
        for question in self.questions:
            if question_id in (question.id, question.id.split("_")[0]):
                return question
        known = ", ".join(question.id for question in self.questions)
        raise UnknownAssignment(f"{self.id} has no question {question_id!r}: choose one of {known}.")


class Catalogue:
    """The assignments under one root, which has the layout of this repository: ``root``, $TAMRIN_COURSE, or this one."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = (root or Path(os.environ.get("TAMRIN_COURSE") or REPOSITORY)).resolve()

    def assignments(self) -> list[Assignment]:
        """All assignments, in the order of their numbers."""
        return [_read_assignment(path) for path in sorted(self.root.glob("course/*/assignment.toml"))]

    def assignment(self, assignment_id: str) -> Assignment:
        """The assignment called ``assignment_id`` or by its number (``a12``); raises UnknownAssignment."""
        candidates = {path.parent.name: path for path in self.root.glob("course/*/assignment.toml")}
        for name, path in candidates.items():
            if assignment_id in (name, name.split("_")[0]):
                return _read_assignment(path)
        raise UnknownAssignment(
            f"There is no assignment {assignment_id!r}: choose one of {', '.join(sorted(candidates))}."
        )

    def course_dir(self, assignment_id: str) -> Path:
        return self.root / "course" / assignment_id

    def solution(self, assignment_id: str, question_id: str) -> Path:
        return self.root / "solutions" / assignment_id / f"{question_id}.py"

    def starter(self, assignment_id: str, question_id: str) -> Path:
        return self.root / "starter" / assignment_id / f"{question_id}.py"

    def checks(self, assignment_id: str, question_id: str) -> Path:
        return self.root / "autograder" / "checks" / assignment_id / f"test_{question_id}.py"

    def mistakes(self, assignment_id: str, question_id: str) -> list[Path]:
        return sorted((self.root / "autograder" / "mistakes" / assignment_id / question_id).glob("*.py"))

    def variants(self, assignment_id: str, question_id: str) -> list[Path]:
        return sorted((self.root / "autograder" / "variants" / assignment_id / question_id).glob("*.py"))

    def calibration_dir(self, assignment_id: str) -> Path:
        return self.course_dir(assignment_id) / "calibration"

    def files(self, folder: str, assignment_id: str) -> dict[str, bytes]:
        """The submission that ``solutions/`` or ``starter/`` is: file name to content."""
        return {
            path.name: path.read_bytes() for path in sorted((self.root / folder / assignment_id).glob("*.py"))
        }

    def fingerprint(self, assignment_id: str, question_id: str) -> str:
        """A hash of all that decides an outcome beside the submission: checks, kit, grader, models, versions."""
        digest = hashlib.sha256(self._machinery)
        own = [
            self.course_dir(assignment_id) / "assignment.toml",
            *sorted(self.checks(assignment_id, question_id).parent.glob("*.py")),
            *sorted(self.solution(assignment_id, question_id).parent.glob("*.py")),
            *self.mistakes(assignment_id, question_id),
            *sorted(self.calibration_dir(assignment_id).glob(f"{question_id}.*.json")),
        ]
        _hash_files(digest, self.root, [path for path in own if path.is_file()])
        return digest.hexdigest()

    @cached_property
    def _machinery(self) -> bytes:
        digest = hashlib.sha256(platform.python_version().encode())
        for package in _VERSIONED:
            digest.update(f"{package}={metadata.version(package)};".encode())
        shared = [
            *(REPOSITORY / "course" / "kit").rglob("*.py"),
            *(REPOSITORY / "course" / "recipes").rglob("*.*"),
            *(REPOSITORY / "course" / "zoo").glob("*/*.json"),
            *(REPOSITORY / "course" / "zoo").glob("*.py"),
            *(REPOSITORY / "autograder" / "authoring").glob("*.py"),
            *(REPOSITORY / "autograder" / "worker").rglob("*.py"),
            *(REPOSITORY / "datasets").glob("*/*.csv"),
            *(REPOSITORY / "datasets").glob("*/CARD.md"),  # Names every file with its checksum.
            *(
                REPOSITORY / "autograder" / "grading" / f"{name}.py"
                for name in ("runner", "session", "transcript")
            ),
            REPOSITORY / "autograder" / "records.py",
        ]
        _hash_files(digest, REPOSITORY, sorted(path for path in shared if "__pycache__" not in path.parts))
        return digest.digest()


def _hash_files(digest: Any, root: Path, paths: list[Path]) -> None:
    for path in paths:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root)}\0{len(content)}\0".encode())
        digest.update(content)


def _read_assignment(path: Path) -> Assignment:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for given, known in ((data.get("baselines", ()), HANDICAPS), ([data.get("reads", "text")], READS)):
            if not set(given) <= set(known):
                raise CourseError(
                    f"{path} names {sorted(set(given) - set(known))}: choose of {', '.join(known)}."
                )
        late = data.get("late", {})
        return Assignment(
            id=path.parent.name,
            title=Text(**data["title"]),
            minutes=data.get("minutes", 0),
            baselines=tuple(data.get("baselines", ())),
            reads=data.get("reads", "text"),
            late=LatePolicy(late.get("percent_per_day", 0.0), late.get("max_days", 0), late.get("due")),
            questions=tuple(
                Question(row["id"], Text(**row["title"]), row["points"], row.get("minutes", 0))
                for row in data["questions"]
            ),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise CourseError(f"{path} is not a valid assignment description: {error!r}.") from error
