"""The results file of a run: plan, submissions and outcomes in SQLite, one transaction per outcome.

It uses the standard library's sqlite3: importing SQLAlchemy takes about 0.4 s, most of what regrading an
unchanged class of a hundred may cost, and four tables gain nothing from it. The journal is a write-ahead
log with ``synchronous=NORMAL``: a killed grader loses nothing that was recorded, and a power cut can
lose only the latest outcomes, never the file, so they are graded again.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from autograder.errors import InfrastructureError, UsageError
from autograder.records import QuestionOutcome, Status, Text

STORE_NAME = "results.sqlite"
SCHEMA_VERSION = 1
_APPLICATION_ID = 0x54414D52
_MAGIC = b"SQLite format 3\0"
_SCHEMA = f"""
PRAGMA application_id = {_APPLICATION_ID};
PRAGMA user_version = {SCHEMA_VERSION};
CREATE TABLE info (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE submissions (
    student TEXT NOT NULL, assignment TEXT NOT NULL, submitted_at TEXT,
    late_days INTEGER NOT NULL, late_factor REAL NOT NULL, problem_en TEXT, problem_fa TEXT,
    PRIMARY KEY (student, assignment)) WITHOUT ROWID;
CREATE TABLE plan (
    student TEXT NOT NULL, assignment TEXT NOT NULL, question TEXT NOT NULL,
    position INTEGER NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (student, assignment, question)) WITHOUT ROWID;
CREATE TABLE outcomes (
    student TEXT NOT NULL, assignment TEXT NOT NULL, question TEXT NOT NULL, key TEXT NOT NULL,
    status TEXT NOT NULL, points REAL NOT NULL, max_points REAL NOT NULL, seconds REAL NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (student, assignment, question, key));
"""
_CURRENT = "plan JOIN outcomes USING (student, assignment, question, key)"


class StoreUnusable(UsageError):
    """The results file is foreign, corrupt or of another version; it is left as it is (exit code 2)."""


class StoreUnwritable(InfrastructureError):
    """The disk is full or the folder cannot be written; what is recorded stays (exit code 3)."""


@dataclass(frozen=True)
class SubmissionRow:
    """What one student handed in for one assignment; points count ``late_factor`` times."""

    student: str
    assignment: str
    submitted_at: datetime | None = None
    late_days: int = 0
    late_factor: float = 1.0
    problem: Text | None = None


@dataclass(frozen=True)
class StudentRow:
    """One student over all assignments: the newest submission, the first problem, the worst lateness."""

    student: str
    submitted_at: datetime | None
    problem: Text | None
    late_days: int
    late_factor: float


@dataclass(frozen=True)
class PlanRow:
    """One question to grade: ``key`` stands for all that decides it, ``position`` orders questions."""

    student: str
    assignment: str
    question: str
    position: int
    key: str


@dataclass(frozen=True)
class ScoreRow:
    """One line of a gradebook: raw ``points`` as the checks gave them, before ``late_factor``."""

    student: str
    assignment: str
    question: str
    points: float
    max_points: float
    status: Status
    late_factor: float


class Store:
    """An open results file. Use ``open_store`` to read one and ``create_store`` to grade into one."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def outcomes(self) -> list[QuestionOutcome]:
        """All outcomes of the current plan, by student, assignment and the assignment's own order."""
        rows = self._rows(f"SELECT data FROM {_CURRENT} ORDER BY student, assignment, position")
        return [QuestionOutcome.from_dict(json.loads(data)) for (data,) in rows]

    def scores(self) -> list[ScoreRow]:
        """The lines of a gradebook, in the order of ``outcomes`` and without reading their details."""
        rows = self._rows(
            "SELECT student, assignment, question, points, max_points, status, coalesce(late_factor, 1.0)"
            f" FROM {_CURRENT} LEFT JOIN submissions USING (student, assignment)"
            " ORDER BY student, assignment, position"
        )
        return [
            ScoreRow(student, assignment, question, points, max_points, Status(status), factor)
            for student, assignment, question, points, max_points, status, factor in rows
        ]

    def run_info(self) -> dict[str, Any]:
        """What the run was made with: seed, profile, device, started, versions, assignments, …"""
        return {
            name: json.loads(value)
            for name, value in self._rows("SELECT name, value FROM info ORDER BY name")
        }

    def submissions(self) -> list[SubmissionRow]:
        """What was handed in, ordered by student and assignment."""
        rows = self._rows(
            "SELECT student, assignment, submitted_at, late_days, late_factor, problem_en, problem_fa"
            " FROM submissions ORDER BY student, assignment"
        )
        return [
            SubmissionRow(
                student,
                assignment,
                datetime.fromisoformat(submitted) if submitted else None,
                days,
                factor,
                Text(en, fa or en) if en else None,
            )
            for student, assignment, submitted, days, factor, en, fa in rows
        ]

    def students(self) -> list[StudentRow]:
        """One row per student, ordered by name."""
        by_student: dict[str, list[SubmissionRow]] = {}
        for row in self.submissions():
            by_student.setdefault(row.student, []).append(row)
        return [
            StudentRow(
                student,
                submitted_at=max((row.submitted_at for row in rows if row.submitted_at), default=None),
                problem=next((row.problem for row in rows if row.problem), None),
                late_days=max(row.late_days for row in rows),
                late_factor=min(row.late_factor for row in rows),
            )
            for student, rows in by_student.items()
        ]

    def recorded(self) -> set[tuple[str, str]]:
        """Student and key of what needs no grading; the grader's own faults do."""
        rows = self._rows(
            f"SELECT student, key FROM {_CURRENT} WHERE status != ?", (Status.INFRASTRUCTURE.value,)
        )
        return set(rows)

    def mean_seconds(self) -> dict[tuple[str, str], float]:
        """How long a question took on average so far, by assignment and question."""
        rows = self._rows(
            "SELECT assignment, question, avg(seconds) FROM outcomes GROUP BY assignment, question"
        )
        return {(assignment, question): seconds for assignment, question, seconds in rows}

    def set_info(self, **values: Any) -> None:
        """Keep ``values`` (plain data), replacing those of the same name."""
        with self._transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO info VALUES (?, ?)",
                [(name, json.dumps(value)) for name, value in values.items()],
            )

    def set_plan(
        self, assignments: Iterable[str], plan: Iterable[PlanRow], submissions: Iterable[SubmissionRow]
    ) -> None:
        """Replace the plan of ``assignments``; outcomes of earlier plans stay and count again with them."""
        with self._transaction() as connection:
            for assignment in assignments:
                connection.execute("DELETE FROM plan WHERE assignment = ?", (assignment,))
                connection.execute("DELETE FROM submissions WHERE assignment = ?", (assignment,))
            connection.executemany(
                "INSERT INTO plan VALUES (?, ?, ?, ?, ?)",
                [(row.student, row.assignment, row.question, row.position, row.key) for row in plan],
            )
            connection.executemany(
                "INSERT INTO submissions VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        row.student,
                        row.assignment,
                        row.submitted_at.isoformat() if row.submitted_at else None,
                        row.late_days,
                        row.late_factor,
                        row.problem.en if row.problem else None,
                        row.problem.fa if row.problem else None,
                    )
                    for row in submissions
                ],
            )

    def record(self, outcomes: Iterable[tuple[str, QuestionOutcome]]) -> None:
        """Keep outcomes with their keys, all or none of them."""
        with self._transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [_outcome_row(key, outcome) for key, outcome in outcomes],
            )

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with _explained(self.path), self._connection as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection

    def _rows(self, query: str, parameters: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        with _explained(self.path):
            return self._connection.execute(query, parameters).fetchall()


def open_store(path: Path) -> Store:
    """Open an existing results file (or the folder that holds one) for reading; raises StoreUnusable."""
    path = path if path.name == STORE_NAME else path / STORE_NAME
    if not path.is_file():
        raise StoreUnusable(
            f"There are no results in {path.parent}: run `tamrin grade SUBMISSIONS --out {path.parent}`."
        )
    _refuse_foreign(path)
    # A log left by a killed run can be read only by a connection that may write beside the file.
    writable = os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)
    return _connect(path, "mode=rw" if writable else "mode=ro&immutable=1")


def create_store(path: Path) -> Store:
    """Open the results file at ``path`` for grading, or make it; raises StoreUnusable, StoreUnwritable."""
    if not path.exists():
        # Written beside and renamed, so that a kill never leaves half a schema behind.
        fresh = path.with_name(path.name + ".new")
        with _explained(path):
            for leftover in (fresh, fresh.with_name(fresh.name + "-journal")):
                leftover.unlink(missing_ok=True)
            connection = sqlite3.connect(fresh)
            connection.executescript(f"BEGIN;{_SCHEMA}COMMIT;")
            connection.close()
            fresh.rename(path)
    _refuse_foreign(path)
    store = _connect(path, "mode=rw")
    with _explained(path):
        store._connection.execute("PRAGMA journal_mode = WAL")
        store._connection.execute("PRAGMA synchronous = NORMAL")
    return store


def _connect(path: Path, options: str) -> Store:
    with _explained(path):
        uri = f"file:{quote(str(path.resolve()))}?{options}"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=30)
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        connection.close()
        raise _corrupt(path)
    return Store(path, connection)


def _refuse_foreign(path: Path) -> None:
    # Read from the header, so that nothing of a file that is not ours is touched, not even its log.
    with _explained(path), path.open("rb") as file:
        header = file.read(100)
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise _corrupt(path)
    version, application = (int.from_bytes(header[at : at + 4], "big") for at in (60, 68))
    if application != _APPLICATION_ID:
        raise StoreUnusable(f"{path} is not a results file of tamrin: choose another --out folder.")
    if version != SCHEMA_VERSION:
        raise StoreUnusable(
            f"{path} was written by another version of tamrin (format {version}, not {SCHEMA_VERSION}):"
            " choose another --out folder, or use that version."
        )


def _corrupt(path: Path) -> StoreUnusable:
    return StoreUnusable(
        f"{path} is damaged or not a results file: move it away, or choose another --out folder."
    )


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise _corrupt(path) from error
        raise unwritable(path, error) from error
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: Exception) -> StoreUnwritable:
    """The sentence for a file that cannot be read or written: full disk, no permission, …"""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return StoreUnwritable(
        f"Cannot write {path} ({reason}): free some space or mend the permissions, then run the same command"
        " again; nothing recorded is lost."
    )


def _outcome_row(key: str, outcome: QuestionOutcome) -> tuple[Any, ...]:
    return (
        outcome.student,
        outcome.assignment,
        outcome.question,
        key,
        outcome.status.value,
        outcome.points,
        outcome.max_points,
        outcome.seconds,
        json.dumps(_storable(outcome.to_dict()), ensure_ascii=False),
    )


def _storable(value: Any) -> Any:
    # Evidence quotes students, who may send lone surrogates, which no UTF-8 file can hold.
    if isinstance(value, str):
        with suppress(UnicodeEncodeError):
            value.encode()
            return value
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {name: _storable(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_storable(item) for item in value]
    return value
