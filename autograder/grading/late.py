"""What a late submission loses, from the assignment's policy and the submission's time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from autograder.catalogue import LatePolicy


@dataclass(frozen=True)
class Lateness:
    """Started days after the due time, and what the points are multiplied by."""

    days: int = 0
    factor: float = 1.0


def lateness(policy: LatePolicy, submitted_at: datetime | None) -> Lateness:
    """``percent_per_day`` is lost for each started day, all after ``max_days``; both zero means no policy.

    A time without a zone is meant in the zone of the grading machine.
    """
    if policy.due is None or submitted_at is None:
        return Lateness()
    late = submitted_at.astimezone() - policy.due.astimezone()
    days = max(0, math.ceil(late / timedelta(days=1)))
    if days == 0 or (policy.percent_per_day == 0 and policy.max_days == 0):
        return Lateness(days)
    if days > policy.max_days:
        return Lateness(days, 0.0)
    return Lateness(days, max(0.0, round(1 - policy.percent_per_day * days / 100, 6)))
