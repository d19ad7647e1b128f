"""Takes in a class: a folder or a zip per student, read into memory, with everything hostile refused by name.

SUBMISSIONS holds ``<student>/<assignment>/qN_topic.py`` or ``<student>.zip`` with the same inside (also
wrapped in folders); ``<student>/qN_topic.py`` will do when one assignment is graded. The time of a
submission is the newest time of its files as the folder or the zip records them, which a student can
set; where it matters, an optional ``submissions.csv`` (columns ``student,submitted_at``, ISO 8601)
beside the students' folders has the last word.
"""

from __future__ import annotations

import csv
import os
import stat
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from autograder.errors import InfrastructureError, UsageError
from autograder.grading.archive import Archive, open_archive
from autograder.grading.limits import MAX_DEPTH, MAX_ENTRIES, Basket, Refused, ignored, nested, shown
from autograder.records import Text

TIMES_FILE = "submissions.csv"


@dataclass(frozen=True)
class Submission:
    """What one student handed in for one assignment: contents by relative name, or the problem with it."""

    student: str
    assignment: str
    files: dict[str, bytes] = field(default_factory=dict)
    submitted_at: datetime | None = None
    problem: Text | None = None


@dataclass(frozen=True)
class Intake:
    """A class as it was handed in; ``warnings`` are sentences for the instructor."""

    submissions: list[Submission]
    warnings: list[str]


@dataclass(frozen=True)
class _Source:
    student: str
    paths: list[Path]


def take_in(root: Path, assignments: Sequence[str]) -> Intake:
    """Every student's submission for each of ``assignments``, ordered by student; raises TamrinError."""
    sources, warnings = _sources(root, assignments)
    times = _times(root / TIMES_FILE)
    unknown = sorted(set(times) - {source.student for source in sources})
    if unknown:
        names = ", ".join(shown(name) for name in unknown)
        warnings.append(f"{TIMES_FILE} names students who handed in nothing: {names}.")
    submissions = [
        replace(submission, submitted_at=times.get(submission.student, submission.submitted_at))
        for source in sources
        for submission in _read(source, assignments)
    ]
    return Intake(submissions, warnings)


def assignments_in(root: Path, known: Iterable[str]) -> list[str]:
    """Those of the ``known`` assignments that some student has a folder for, sorted."""
    known = set(known)
    found: set[str] = set()
    for source in _sources(root, ())[0]:
        for path in source.paths:
            with suppress(OSError, Refused):  # said again, with its reason, when the submission is read
                opened = _open(path)
                names = (
                    list(opened.entries)
                    if isinstance(opened, Archive)
                    else [f"{path.name}/" for path in opened.iterdir()]
                )
                found |= known & {part for name in names for part in name.split("/")[:-1]}
    return sorted(found)


def _sources(root: Path, assignments: Sequence[str]) -> tuple[list[_Source], list[str]]:
    if not root.is_dir():
        raise UsageError(
            f"There is no folder {root}: give the folder that holds one folder or zip per student."
        )
    by_student: dict[str, list[Path]] = {}
    warnings: list[str] = []
    try:
        entries = sorted(os.scandir(root), key=lambda entry: entry.name)
    except OSError as error:
        raise InfrastructureError(f"Cannot read {root} ({error.strerror}): mend its permissions.") from error
    for entry in entries:
        if entry.name.startswith(".") or entry.name in (TIMES_FILE, "__MACOSX", "__pycache__"):
            continue
        if entry.name in assignments and entry.is_dir():
            raise UsageError(
                f"{root} looks like the folder of one student, it holds {entry.name}/:"
                " give the folder above it, with one folder or zip per student."
            )
        is_zip = entry.name.lower().endswith(".zip") and not entry.is_dir(follow_symlinks=False)
        if is_zip or entry.is_dir():
            name = entry.name[: -len(".zip")] if is_zip else entry.name
            by_student.setdefault(_readable(name), []).append(Path(entry.path))
        else:
            warnings.append(
                f"{shown(_readable(entry.name))} is neither a folder nor a .zip and was left out."
            )
    if not by_student:
        raise UsageError(f"{root} holds no submission: it needs one folder or zip per student.")
    return [_Source(student, paths) for student, paths in sorted(by_student.items())], warnings


def _readable(name: str) -> str:
    # A folder name need not be text; its stray bytes stay visible and tell such names apart.
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _open(path: Path) -> Archive | Path:
    kind = stat.S_IFMT(path.lstat().st_mode)
    if kind == stat.S_IFDIR:
        return path
    if kind == stat.S_IFREG:
        return open_archive(path)
    raise _not_a_file(path.name)


def _read(source: _Source, assignments: Sequence[str]) -> list[Submission]:
    try:
        if len(source.paths) > 1:
            names = [shown(path.name) for path in source.paths]
            raise Refused(
                f"There are two submissions of one student, {' and '.join(names)}: keep one of them.",
                f"از یک دانشجو دو ارسال هست، {' و '.join(names)}: یکی را نگه دارید.",
            )
        opened = _open(source.paths[0])
    except Refused as refused:
        return [Submission(source.student, name, problem=refused.text) for name in assignments]
    except OSError as error:
        problem = _unreadable(source.paths[0].name, error).text
        return [Submission(source.student, name, problem=problem) for name in assignments]
    return [
        _read_assignment(source.student, opened, name, alone=len(assignments) == 1) for name in assignments
    ]


def _read_assignment(student: str, opened: Archive | Path, assignment: str, alone: bool) -> Submission:
    try:
        if isinstance(opened, Archive):
            prefix = _located(list(opened.entries), assignment, alone)
            files, moment = ({}, None) if prefix is None else opened.read(prefix)
        else:
            files, moment = _read_folder(opened, assignment, alone)
    except Refused as refused:
        return Submission(student, assignment, problem=refused.text)
    return Submission(student, assignment, files, moment)


def _located(names: list[str], assignment: str, alone: bool) -> str | None:
    """The prefix of the assignment's files: its folder, wrapped or not, or where the modules lie."""
    marker = f"/{assignment}/"
    found = {f"/{name}".partition(marker)[0] + marker for name in names if marker in f"/{name}"}
    if found:
        return min(found, key=lambda prefix: (len(prefix), prefix)).removeprefix("/")
    modules = {name.rpartition("/")[0] for name in names if name.endswith(".py")}
    if not modules and (zips := [name for name in names if name.lower().endswith(".zip")]):
        raise nested(zips[0])
    if not alone or not modules:
        return None
    top = min(modules, key=lambda folder: (folder.count("/") + bool(folder), folder))
    return f"{top}/" if top else ""


def _read_folder(folder: Path, assignment: str, alone: bool) -> tuple[dict[str, bytes], datetime | None]:
    inner = folder / assignment
    if inner.is_symlink():
        raise _not_a_file(assignment)
    prefix = f"{assignment}/" if inner.is_dir() else _located(_walk(folder), assignment, alone)
    if prefix is None:
        return {}, None
    basket = Basket()
    newest = 0.0
    for name in _walk(folder / prefix):
        content, moment = _read_file(folder / prefix / name, name, basket)
        basket.add(name, content)
        newest = max(newest, moment)
    return basket.files, datetime.fromtimestamp(newest, UTC) if basket.files else None


def _walk(folder: Path) -> list[str]:
    """Sorted names of the regular files below ``folder``; links are left out, as modules refused."""
    names: list[str] = []
    pending = [""]
    visited = 0
    while pending and visited <= MAX_ENTRIES:
        prefix = pending.pop()
        try:
            with os.scandir(folder / prefix) as scan:
                entries = list(islice(scan, MAX_ENTRIES + 1))
        except OSError as error:
            raise _unreadable(prefix or folder.name, error) from error
        visited += len(entries)
        for entry in entries:
            name = f"{prefix}{entry.name}"
            if ignored(entry.name):
                continue
            if _readable(name) != name:
                raise Refused(
                    f"The file name {shown(_readable(name))} is not UTF-8: rename it.",
                    f"نام فایل {shown(_readable(name))} به UTF-8 نیست: آن را تغییر دهید.",
                )
            if entry.is_dir(follow_symlinks=False):
                if name.count("/") < MAX_DEPTH:
                    pending.append(f"{name}/")
            elif entry.is_file(follow_symlinks=False):
                names.append(name)
            elif name.endswith(".py"):
                raise _not_a_file(name)
    if visited > MAX_ENTRIES:
        raise Refused(
            f"{shown(folder.name)} holds more than {MAX_ENTRIES} files: hand in only your answers.",
            f"پوشهٔ {shown(folder.name)} بیش از {MAX_ENTRIES} فایل دارد: فقط پاسخ‌ها را بفرستید.",
        )
    return sorted(names)


def _read_file(path: Path, name: str, basket: Basket) -> tuple[bytes, float]:
    room = basket.room(name)
    try:
        # The flags keep a link or a pipe, put there after the look at the folder, from being followed.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise _not_a_file(name)
            content = file.read(room + 1)
    except OSError as error:
        raise _unreadable(name, error) from error
    if len(content) > room:
        raise basket.too_large(name)
    return content, status.st_mtime


def _not_a_file(name: str) -> Refused:
    return Refused(
        f"{shown(name)} is a link or a special file, which is not followed: hand in the file itself.",
        f"{shown(name)} پیوند یا فایل ویژه است و دنبال نمی‌شود: خود فایل را بفرستید.",
    )


def _unreadable(name: str, error: OSError) -> Refused:
    return Refused(
        f"{shown(name)} cannot be read ({error.strerror}): mend its permissions and hand it in again.",
        f"{shown(name)} خوانده نمی‌شود ({error.strerror}): دسترسی آن را درست کنید و دوباره بفرستید.",
    )


def _times(path: Path) -> dict[str, datetime]:
    if not path.is_file():
        return {}
    times: dict[str, datetime] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                try:
                    times[row["student"]] = datetime.fromisoformat(row["submitted_at"].strip()).astimezone()
                except (KeyError, ValueError, AttributeError, TypeError) as error:
                    raise UsageError(
                        f"{path}, line {number}: expected columns student,submitted_at and an ISO 8601 time."
                    ) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path} is not a UTF-8 CSV file: save it again as UTF-8.") from error
    except OSError as error:
        raise InfrastructureError(f"Cannot read {path} ({error.strerror}): mend its permissions.") from error
    return times
