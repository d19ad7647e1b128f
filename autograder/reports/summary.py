"""Sums a class up: results per student, question, check and mistake, faults and invalid submissions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from statistics import mean, median

from autograder.records import CheckOutcome, QuestionOutcome, Status, Text

FAILURES = frozenset({Status.FAILED, Status.ERROR, Status.TIMEOUT, Status.MEMORY, Status.KILLED})


@dataclass(frozen=True)
class PlannedQuestion:
    """A question that the class had to answer."""

    id: str
    title: Text
    max_points: float


@dataclass(frozen=True)
class Plan:
    """An assignment as it was graded, its questions in order."""

    assignment: str
    title: Text
    questions: tuple[PlannedQuestion, ...]

    @property
    def max_points(self) -> float:
        return sum(question.max_points for question in self.questions)


@dataclass(frozen=True)
class StudentResult:
    """Everything known about one student's submission for one assignment."""

    student: str
    submitted_at: datetime | None = None
    problem: Text | None = None
    late_days: int = 0
    late_factor: float = 1.0
    outcomes: dict[str, QuestionOutcome] = field(default_factory=dict)

    @property
    def points_before_late(self) -> float:
        return sum(outcome.points for outcome in self.outcomes.values())

    @property
    def points(self) -> float:
        return self.points_before_late * self.late_factor


@dataclass(frozen=True)
class QuestionSummary:
    """One question over the class."""

    question: PlannedQuestion
    shares: list[float]
    statuses: Counter[Status]
    times: list[float]

    @property
    def mean_share(self) -> float:
        return mean(self.shares) if self.shares else 0.0

    @property
    def median_seconds(self) -> float:
        return median(self.times) if self.times else 0.0

    @property
    def longest_seconds(self) -> float:
        return max(self.times, default=0.0)


@dataclass(frozen=True)
class Frequency:
    """How many of ``total`` students met something: a failed check or a recognised mistake."""

    key: str
    question: str
    text: Text
    count: int
    total: int


@dataclass(frozen=True)
class Fault:
    """One fault of the grading system and the students it touched."""

    question: str
    check: str
    message: Text
    evidence: str
    students: list[str]


@dataclass(frozen=True)
class ClassSummary:
    """Everything the class report shows of one assignment."""

    plan: Plan
    students: list[StudentResult]
    questions: list[QuestionSummary]
    most_failed: list[Frequency]
    mistakes: list[Frequency]
    faults: list[Fault]

    @property
    def totals(self) -> list[float]:
        """The points of the submissions that could be graded."""
        return [result.points for result in self.students if result.problem is None]

    @property
    def invalid(self) -> list[StudentResult]:
        return [result for result in self.students if result.problem is not None]

    @property
    def unfinished(self) -> bool:
        names = {question.id for question in self.plan.questions}
        return any(result.problem is None and not names <= result.outcomes.keys() for result in self.students)


def summarise(plan: Plan, students: list[StudentResult], top: int = 12) -> ClassSummary:
    """The summary of ``students``; the longest lists are cut to their ``top`` entries."""
    # A rejected submission says nothing about a question: it is listed by itself.
    judged = [result for result in students if result.problem is None]
    outcomes = [outcome for result in judged for outcome in result.outcomes.values()]
    return ClassSummary(
        plan=plan,
        students=students,
        questions=[
            _question(question, [o for o in outcomes if o.question == question.id])
            for question in plan.questions
        ],
        most_failed=_most_failed(outcomes)[:top],
        mistakes=_mistakes(outcomes)[:top],
        faults=_faults(outcomes),
    )


def _question(question: PlannedQuestion, outcomes: list[QuestionOutcome]) -> QuestionSummary:
    graded = [outcome for outcome in outcomes if outcome.status is not Status.INFRASTRUCTURE]
    return QuestionSummary(
        question=question,
        shares=[outcome.points / outcome.max_points if outcome.max_points else 0.0 for outcome in graded],
        statuses=Counter(outcome.status for outcome in outcomes),
        times=[outcome.seconds for outcome in outcomes],
    )


def _checks(
    outcomes: Iterable[QuestionOutcome],
) -> dict[tuple[str, str], list[tuple[str, CheckOutcome]]]:
    """The outcomes of each (question, check), with the student of each."""
    found: dict[tuple[str, str], list[tuple[str, CheckOutcome]]] = defaultdict(list)
    for outcome in outcomes:
        for check in outcome.checks:
            found[outcome.question, check.check].append((outcome.student, check))
    return found


def _most_failed(outcomes: Iterable[QuestionOutcome]) -> list[Frequency]:
    rows = []
    for (question, name), reports in _checks(outcomes).items():
        judged = [check for _, check in reports if check.status in FAILURES or check.status is Status.PASSED]
        failed = sum(check.status in FAILURES for check in judged)
        if failed:
            rows.append(Frequency(name, question, judged[0].title, failed, len(judged)))
    return sorted(rows, key=lambda row: (-row.count, row.question, row.key))


def _mistakes(outcomes: list[QuestionOutcome]) -> list[Frequency]:
    students: dict[tuple[str, str], set[str]] = defaultdict(set)
    texts: dict[tuple[str, str], Text] = {}
    for (question, _), reports in _checks(outcomes).items():
        for student, check in reports:
            if check.mistake:
                students[question, check.mistake].add(student)
                texts.setdefault(
                    (question, check.mistake),
                    check.misconception or Text(check.mistake, check.mistake),
                )
    total = len({outcome.student for outcome in outcomes})
    rows = [
        Frequency(mistake, question, texts[question, mistake], len(who), total)
        for (question, mistake), who in students.items()
    ]
    return sorted(rows, key=lambda row: (-row.count, row.question, row.key))


def _faults(outcomes: Iterable[QuestionOutcome]) -> list[Fault]:
    faults: dict[tuple[str, str, str], Fault] = {}
    for outcome in outcomes:
        if outcome.status is not Status.INFRASTRUCTURE:
            continue
        ours = [check for check in outcome.checks if check.status is Status.INFRASTRUCTURE]
        # A question whose checks never reported is a fault of ours as well.
        for check in ours or [None]:
            name = check.check if check else ""
            message = (check and check.message) or Text("No check reported.", "هیچ آزمونی گزارشی نداد.")
            fault = faults.setdefault(
                (outcome.question, name, message.en),
                Fault(outcome.question, name, message, check.evidence if check else "", []),
            )
            fault.students.append(outcome.student)
    return sorted(
        faults.values(),
        key=lambda fault: (-len(fault.students), fault.question, fault.check),
    )
