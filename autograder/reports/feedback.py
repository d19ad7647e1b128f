"""What a student may see of the grading, as documented JSON; the feedback page shows the same record."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from autograder.records import CheckOutcome, QuestionOutcome, Status, Text
from autograder.reports.escape import cut
from autograder.reports.summary import Plan, PlannedQuestion, StudentResult
from autograder.reports.words import WORDS

SCHEMA_VERSION = 1
EVIDENCE_LIMIT = 20_000
MESSAGE_LIMIT = 4_000

# Valid inside JSON strings, yet a terminal or an editor obeys them: they leave as \uXXXX.
_OBEYED = re.compile("[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(_Record):
    """One text in both languages of the course."""

    en: str
    fa: str


class CheckFeedback(_Record):
    """One check: what it looked at, how it ended, and what the student can do about it."""

    check: str = Field(description="name of the check, the same in both languages")
    status: Status
    points: float
    max_points: float
    title: Words = Field(description="what is checked")
    message: Words | None = Field(description="what was wrong; never the expected value")
    hint: Words | None
    mistake: str | None = Field(description="id of the known mistake that the submission matches")
    misconception: Words | None = Field(description="the misconception behind that mistake")
    evidence: str = Field(description="the student's own traceback or output, cut in the middle if long")
    seconds: float


class QuestionFeedback(_Record):
    """One question: the sum of its checks, before any late policy."""

    question: str
    title: Words
    status: Status | None = Field(description="null: not graded yet")
    points: float
    max_points: float
    seconds: float
    checks: list[CheckFeedback]


class Late(_Record):
    """How late the submission came and what the points are multiplied by."""

    days: int
    factor: float


class Totals(_Record):
    """The sum over the questions, after and before the late policy."""

    points: float
    points_before_late: float
    max_points: float


class AssignmentFeedback(_Record):
    """One assignment that the student handed in."""

    assignment: str
    title: Words
    submitted_at: datetime | None = Field(description="ISO 8601, null if unknown")
    problem: Words | None = Field(description="why the submission could not be graded, null if it could")
    late: Late
    totals: Totals
    questions: list[QuestionFeedback]


class Feedback(_Record):
    """The file ``feedback/<student>.json``; ``totals`` are the sums over the assignments."""

    schema_version: Literal[1] = SCHEMA_VERSION
    student: str
    totals: Totals
    assignments: list[AssignmentFeedback]

    def to_json(self) -> str:
        text = self.model_dump_json(indent=1)
        return _OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def feedback_of(student: str, results: list[tuple[Plan, StudentResult]]) -> Feedback:
    """The feedback of one student over the assignments handed in."""
    parts = [_assignment(plan, result) for plan, result in results]
    return Feedback(
        student=_storable(student),
        totals=Totals(
            points=sum(part.totals.points for part in parts),
            points_before_late=sum(part.totals.points_before_late for part in parts),
            max_points=sum(part.totals.max_points for part in parts),
        ),
        assignments=parts,
    )


def _assignment(plan: Plan, result: StudentResult) -> AssignmentFeedback:
    return AssignmentFeedback(
        assignment=plan.assignment,
        title=_required(plan.title),
        submitted_at=result.submitted_at,
        problem=_words(result.problem),
        late=Late(days=result.late_days, factor=result.late_factor),
        totals=Totals(
            points=result.points,
            points_before_late=result.points_before_late,
            max_points=plan.max_points,
        ),
        questions=[_question(question, result.outcomes.get(question.id)) for question in plan.questions],
    )


def _question(question: PlannedQuestion, outcome: QuestionOutcome | None) -> QuestionFeedback:
    return QuestionFeedback(
        question=question.id,
        title=_required(question.title),
        status=outcome.status if outcome else None,
        points=outcome.points if outcome else 0.0,
        max_points=outcome.max_points if outcome else question.max_points,
        seconds=round(outcome.seconds, 3) if outcome else 0.0,
        checks=[_check(check) for check in outcome.checks] if outcome else [],
    )


def _check(check: CheckOutcome) -> CheckFeedback:
    # The grader's own messages and tracebacks can hold expected values: they stay with the instructor.
    ours = check.status is Status.INFRASTRUCTURE
    return CheckFeedback(
        check=check.check,
        status=check.status,
        points=check.points,
        max_points=check.max_points,
        title=_required(check.title),
        message=_words(WORDS["our_fault"] if ours else check.message),
        hint=None if ours else _words(check.hint),
        mistake=None if ours else check.mistake,
        misconception=None if ours else _words(check.misconception),
        evidence="" if ours else _storable(cut(check.evidence, EVIDENCE_LIMIT)),
        seconds=round(check.seconds, 3),
    )


def _words(text: Text | None) -> Words | None:
    return _required(text) if text else None


def _required(text: Text) -> Words:
    return Words(
        en=_storable(cut(text.en, MESSAGE_LIMIT)),
        fa=_storable(cut(text.fa, MESSAGE_LIMIT)),
    )


def _storable(text: str) -> str:
    """``text`` without lone surrogates, which UTF-8 cannot hold."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")
