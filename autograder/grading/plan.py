"""What there is to grade: every student and question in a fixed order, each with the key of its outcome."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from autograder.catalogue import Assignment, Question
from autograder.gradebook.store import PlanRow
from autograder.grading.cache import files_digest, outcome_key
from autograder.grading.intake import Submission


class Fingerprints(Protocol):
    """The part of a catalogue that a plan needs."""

    def fingerprint(self, assignment_id: str, question_id: str, /) -> str: ...


@dataclass(frozen=True)
class Task:
    """One question of one submission; ``position`` is its place among the student's questions."""

    submission: Submission
    assignment: Assignment
    question: Question
    position: int
    key: str

    @property
    def row(self) -> PlanRow:
        return PlanRow(self.submission.student, self.assignment.id, self.question.id, self.position, self.key)


def make_plan(
    submissions: Iterable[Submission],
    assignments: Sequence[Assignment],
    catalogue: Fingerprints,
    settings: str,
) -> list[Task]:
    """Every question of every submission, by student, assignment and the assignment's order of questions."""
    by_id = {assignment.id: assignment for assignment in assignments}
    fingerprints = {
        (assignment.id, question.id): catalogue.fingerprint(assignment.id, question.id)
        for assignment in assignments
        for question in assignment.questions
    }
    tasks: list[Task] = []
    for submission in sorted(submissions, key=lambda each: (each.student, each.assignment)):
        assignment = by_id[submission.assignment]
        problem = submission.problem
        digest = f"invalid: {problem.en}" if problem else files_digest(submission.files)
        for position, question in enumerate(assignment.questions):
            fingerprint = fingerprints[assignment.id, question.id]
            key = outcome_key(assignment.id, question.id, digest, fingerprint, settings)
            tasks.append(Task(submission, assignment, question, position, key))
    return tasks


def longest_first(tasks: Sequence[Task], seconds: Mapping[tuple[str, str], float]) -> list[Task]:
    """``tasks`` with the questions that took longest so far in front, so that no core idles at the end."""
    return sorted(tasks, key=lambda task: -seconds.get((task.assignment.id, task.question.id), 0.0))
