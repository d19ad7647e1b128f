"""The records that travel through grading: texts, statuses, check specifications and outcomes."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """How a check ended; the order is from harmless to grave."""

    PASSED = "passed"
    SKIPPED = "skipped"
    FAILED = "failed"
    ERROR = "error"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    KILLED = "killed"
    INVALID = "invalid"
    INFRASTRUCTURE = "infrastructure"


_GRAVITY = {status: rank for rank, status in enumerate(Status)}


def gravest(statuses: list[Status]) -> Status:
    """The gravest of ``statuses``; a question without any check outcome is not passed: infrastructure."""
    return max(statuses, key=_GRAVITY.__getitem__, default=Status.INFRASTRUCTURE)


@dataclass(frozen=True)
class Text:
    """One sentence in the two languages of the course."""

    en: str
    fa: str

    def get(self, lang: str) -> str:
        return self.fa if lang == "fa" else self.en


@dataclass(frozen=True)
class CheckSpec:
    """What the author of a check declared about it."""

    name: str
    question: str
    points: float
    title: Text
    hint: Text | None = None
    depends: tuple[str, ...] = ()
    seconds: float = 10.0
    memory_mb: int = 1024
    training: bool = False


@dataclass(frozen=True)
class CheckOutcome:
    """The result of one check on one submission. ``mistake`` is the id of the recognised mistake, if any."""

    check: str
    status: Status
    points: float
    max_points: float
    title: Text
    message: Text | None = None
    hint: Text | None = None
    evidence: str = ""
    mistake: str | None = None
    misconception: Text | None = None
    seconds: float = 0.0


@dataclass(frozen=True)
class QuestionOutcome:
    """The result of one question of one submission: the sum of its checks."""

    student: str
    assignment: str
    question: str
    status: Status
    points: float
    max_points: float
    checks: list[CheckOutcome] = field(default_factory=list)
    seconds: float = 0.0

    @classmethod
    def of(
        cls, student: str, assignment: str, question: str, checks: list[CheckOutcome], seconds: float
    ) -> QuestionOutcome:
        return cls(
            student=student,
            assignment=assignment,
            question=question,
            status=gravest([check.status for check in checks]),
            points=sum(check.points for check in checks),
            max_points=sum(check.max_points for check in checks),
            checks=checks,
            seconds=seconds,
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain data (str, float, list, dict, None) that JSON and msgpack can carry."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> QuestionOutcome:
        checks = [_check_from_dict(check) for check in data["checks"]]
        return cls(**{**data, "status": Status(data["status"]), "checks": checks})


def _check_from_dict(data: dict[str, Any]) -> CheckOutcome:
    texts = {key: Text(**data[key]) if data[key] else None for key in ("message", "hint", "misconception")}
    return CheckOutcome(**{**data, **texts, "status": Status(data["status"]), "title": Text(**data["title"])})
