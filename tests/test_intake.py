"""Intake takes every honest submission and refuses every hostile one by name, harming nobody."""

from __future__ import annotations

import io
import os
import re
import socket
import stat
import struct
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.catalogue import LatePolicy
from autograder.errors import UsageError
from autograder.grading.intake import Submission, assignments_in, take_in
from autograder.grading.late import lateness
from autograder.grading.limits import MAX_ENTRIES, MAX_FILE_BYTES, MAX_FILES

ASSIGNMENT = "a12_layers"
ANSWER = b"def f():\n    return 1\n"


def hand_in(root: Path, student: str, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = root / student / ASSIGNMENT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root / student


def zipped(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return buffer.getvalue()


def zip_in(root: Path, student: str, data: bytes) -> None:
    (root / f"{student}.zip").write_bytes(data)


def taken(root: Path, *assignments: str) -> dict[str, Submission]:
    submissions = take_in(root, assignments or (ASSIGNMENT,)).submissions
    return {submission.student: submission for submission in submissions}


@pytest.fixture
def class_of_one(tmp_path: Path) -> Path:
    """A class with one honest student, who must be taken in whatever the others do."""
    hand_in(tmp_path, "honest", {"q1_x.py": ANSWER})
    return tmp_path


def refused(root: Path, student: str = "hostile") -> str:
    """The sentence for ``student``, which exists in both languages and hits nobody else."""
    submissions = taken(root)
    assert submissions["honest"].files == {"q1_x.py": ANSWER}
    assert submissions["honest"].problem is None
    problem = submissions[student].problem
    assert problem is not None
    assert submissions[student].files == {}
    assert re.fullmatch(r".+\.", problem.en)
    assert any("\u0600" <= char <= "\u06ff" for char in problem.fa)
    return problem.en


def test_a_folder_and_a_zip_with_the_same_files_give_the_same_submission(tmp_path: Path) -> None:
    files = {"q1_x.py": ANSWER, "data/words.csv": "کلمه\n".encode()}
    hand_in(tmp_path, "folder", files)
    zip_in(tmp_path, "zip", zipped({f"{ASSIGNMENT}/{name}": content for name, content in files.items()}))
    zip_in(
        tmp_path,
        "wrapped",
        zipped({f"my work/{ASSIGNMENT}/{name}": content for name, content in files.items()}),
    )
    submissions = taken(tmp_path)
    assert [submissions[student].files for student in ("folder", "zip", "wrapped")] == [files] * 3


def test_modules_beside_the_assignment_folder_count_when_one_assignment_is_graded(tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "q1_x.py").write_bytes(ANSWER)
    zip_in(tmp_path, "zip", zipped({"hand-in/q1_x.py": ANSWER}))
    assert {name: each.files for name, each in taken(tmp_path).items()} == {
        "bare": {"q1_x.py": ANSWER},
        "zip": {"q1_x.py": ANSWER},
    }
    both = take_in(tmp_path, (ASSIGNMENT, "a10_other")).submissions
    assert all(submission.files == {} and submission.problem is None for submission in both)


def test_tools_leftovers_are_no_part_of_a_submission(tmp_path: Path) -> None:
    hand_in(
        tmp_path,
        "folder",
        {"q1_x.py": ANSWER, ".git/config": b"x", "__pycache__/q1_x.pyc": b"x", ".DS_Store": b"x"},
    )
    zip_in(
        tmp_path,
        "zip",
        zipped({f"{ASSIGNMENT}/q1_x.py": ANSWER, f"__MACOSX/{ASSIGNMENT}/._q1_x.py": b"\0\5\26\7"}),
    )
    assert [each.files for each in taken(tmp_path).values()] == [{"q1_x.py": ANSWER}] * 2


def test_assignments_are_found_in_folders_and_in_wrapped_zips(tmp_path: Path) -> None:
    hand_in(tmp_path, "folder", {"q1_x.py": ANSWER})
    zip_in(tmp_path, "zip", zipped({"me/a10_other/q1_y.py": ANSWER}))
    zip_in(tmp_path, "broken", b"PK\x03\x04 no zip")
    assert assignments_in(tmp_path, ["a01_none", "a10_other", ASSIGNMENT]) == ["a10_other", ASSIGNMENT]


@pytest.mark.parametrize(
    "name", ["../escape.py", f"{ASSIGNMENT}/../../escape.py", "/etc/passwd", "C:\\boot.py", "..\\escape.py"]
)
def test_a_zip_entry_that_points_outside_is_refused(class_of_one: Path, name: str) -> None:
    zip_in(class_of_one, "hostile", zipped({f"{ASSIGNMENT}/q1_x.py": ANSWER, name: b"x"}))
    assert "outside the zip" in refused(class_of_one)
    assert not (class_of_one.parent / "escape.py").exists()


def test_a_zip_with_a_link_is_refused(class_of_one: Path) -> None:
    link = zipfile.ZipInfo(f"{ASSIGNMENT}/q1_x.py")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    zip_in(class_of_one, "hostile", buffer.getvalue())
    assert "is a link" in refused(class_of_one)


def test_an_encrypted_zip_is_refused(class_of_one: Path) -> None:
    data = bytearray(zipped({f"{ASSIGNMENT}/q1_x.py": ANSWER}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    zip_in(class_of_one, "hostile", bytes(data))
    assert "encrypted" in refused(class_of_one)


def test_a_zip_that_expands_enormously_is_refused_while_it_is_read(class_of_one: Path) -> None:
    zip_in(class_of_one, "hostile", zipped({f"{ASSIGNMENT}/q1_x.py": bytes(MAX_FILE_BYTES)}))
    zip_in(class_of_one, "large", zipped({f"{ASSIGNMENT}/q1_x.py": os.urandom(MAX_FILE_BYTES + 1)}))
    many = {f"{ASSIGNMENT}/{number}.bin": os.urandom(MAX_FILE_BYTES) for number in range(9)}
    zip_in(class_of_one, "many", zipped(many, zipfile.ZIP_STORED))
    assert "expands more than" in refused(class_of_one, "hostile")
    assert "too large" in refused(class_of_one, "large")
    assert "too large" in refused(class_of_one, "many")


def test_a_zip_whose_header_lies_about_the_size_is_refused(class_of_one: Path) -> None:
    data = bytearray(zipped({f"{ASSIGNMENT}/q1_x.py": bytes(50 * MAX_FILE_BYTES)}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 10)
    zip_in(class_of_one, "hostile", bytes(data))
    assert refused(class_of_one)


def test_a_zip_with_a_method_that_allocates_before_reading_is_refused(class_of_one: Path) -> None:
    zip_in(class_of_one, "hostile", zipped({f"{ASSIGNMENT}/q1_x.py": ANSWER}, zipfile.ZIP_LZMA))
    assert "unusual method" in refused(class_of_one)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a zip",
        zipped({f"{ASSIGNMENT}/q1_x.py": ANSWER})[:-10],
        zipped({f"{ASSIGNMENT}/q1_x.py": ANSWER}, zipfile.ZIP_STORED).replace(ANSWER[:8], b"DEF F():"),
        zipped({f"{ASSIGNMENT}/q1_x.py": ANSWER}).replace(b"PK\x03\x04", b"PK\x03\x05"),
    ],
    ids=["empty", "text", "truncated", "bad checksum", "bad local header"],
)
def test_a_corrupt_zip_is_refused(class_of_one: Path, data: bytes) -> None:
    zip_in(class_of_one, "hostile", data)
    assert "cannot be unpacked" in refused(class_of_one)


def test_too_many_zip_entries_are_refused(class_of_one: Path) -> None:
    zip_in(class_of_one, "hostile", zipped({f"{ASSIGNMENT}/{n}.py": b"" for n in range(MAX_FILES + 1)}))
    zip_in(class_of_one, "flood", zipped({f"junk/{n}": b"" for n in range(MAX_ENTRIES + 1)}))
    assert f"more than {MAX_FILES} files" in refused(class_of_one, "hostile")
    assert f"more than {MAX_ENTRIES} entries" in refused(class_of_one, "flood")


def test_ambiguous_zip_names_are_refused(class_of_one: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(f"{ASSIGNMENT}/q1_x.py", ANSWER)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr(f"{ASSIGNMENT}/q1_x.py", b"other")
    zip_in(class_of_one, "twice", buffer.getvalue())
    zip_in(class_of_one, "both", zipped({f"{ASSIGNMENT}/q": ANSWER, f"{ASSIGNMENT}/q/x.py": ANSWER}))
    latin = zipped({f"{ASSIGNMENT}/qXXX.py": ANSWER}).replace(b"qXXX", b"q\xe9\xff\xfe")
    zip_in(class_of_one, "latin", latin)
    nul = zipped({f"{ASSIGNMENT}/qXXX.py": ANSWER}).replace(b"qXXX", b"q\0XX")
    zip_in(class_of_one, "nul", nul)
    assert "appears twice" in refused(class_of_one, "twice")
    assert "both a file and a folder" in refused(class_of_one, "both")
    assert "not UTF-8" in refused(class_of_one, "latin")
    assert refused(class_of_one, "nul")


def test_a_zip_in_a_zip_is_refused_in_any_disguise(class_of_one: Path) -> None:
    inner = zipped({f"{ASSIGNMENT}/q1_x.py": ANSWER})
    zip_in(class_of_one, "hostile", zipped({f"{ASSIGNMENT}/work.zip": inner}))
    zip_in(class_of_one, "disguised", zipped({f"{ASSIGNMENT}/q1_x.py": inner}))
    zip_in(class_of_one, "outer", zipped({"work.zip": inner}))
    (class_of_one / "in folder").mkdir()
    (class_of_one / "in folder" / "work.zip").write_bytes(inner)
    for student in ("hostile", "disguised", "outer", "in folder"):
        assert "itself a zip" in refused(class_of_one, student)


def test_links_and_special_files_in_a_folder_are_neither_followed_nor_opened(class_of_one: Path) -> None:
    secret = class_of_one.parent / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    folder = hand_in(class_of_one, "careless", {"q1_x.py": ANSWER}) / ASSIGNMENT
    (folder / "data.txt").symlink_to(secret)
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(folder / "socket"))
        assert taken(class_of_one)["careless"].files == {"q1_x.py": ANSWER}
    link = hand_in(class_of_one, "hostile", {"q2_x.py": ANSWER}) / ASSIGNMENT / "q1_x.py"
    link.symlink_to(secret)
    (class_of_one / "linked").symlink_to(class_of_one / "honest")
    (class_of_one / "inner").mkdir()
    (class_of_one / "inner" / ASSIGNMENT).symlink_to(class_of_one / "honest" / ASSIGNMENT)
    os.mkfifo(class_of_one / "pipe.zip")
    for student in ("hostile", "linked", "inner", "pipe"):
        assert "is a link or a special file" in refused(class_of_one, student)
    assert assignments_in(class_of_one, [ASSIGNMENT]) == [ASSIGNMENT]


def test_oversized_folders_are_refused(class_of_one: Path) -> None:
    hand_in(class_of_one, "large", {"q1_x.py": bytes(MAX_FILE_BYTES + 1)})
    hand_in(class_of_one, "many", {f"{number}.txt": b"" for number in range(MAX_FILES + 1)})
    hand_in(class_of_one, "total", {f"{number}.bin": bytes(MAX_FILE_BYTES) for number in range(9)})
    assert "too large" in refused(class_of_one, "large")
    assert f"more than {MAX_FILES} files" in refused(class_of_one, "many")
    assert "too large" in refused(class_of_one, "total")


def test_a_file_name_that_is_no_text_is_refused(class_of_one: Path) -> None:
    folder = hand_in(class_of_one, "hostile", {"q1_x.py": ANSWER}) / ASSIGNMENT
    (folder / os.fsdecode(b"q\xff.py")).write_bytes(b"x")
    assert "not UTF-8" in refused(class_of_one)


def test_an_unreadable_file_is_refused(class_of_one: Path) -> None:
    path = hand_in(class_of_one, "hostile", {"q1_x.py": ANSWER}) / ASSIGNMENT / "q1_x.py"
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user reads everything")
    assert "cannot be read" in refused(class_of_one)


def test_two_submissions_of_one_student_are_refused(class_of_one: Path) -> None:
    hand_in(class_of_one, "hostile", {"q1_x.py": ANSWER})
    zip_in(class_of_one, "hostile", zipped({f"{ASSIGNMENT}/q1_x.py": ANSWER}))
    assert "two submissions of one student" in refused(class_of_one)


def test_any_name_can_be_a_students(tmp_path: Path) -> None:
    names = [
        "زهرا محمدی",
        "نیم‌فاصله",
        "<script>alert(1)</script>",
        "=1+1",
        "a\nb\x1b[31m",
        "Ali",
        "ali",
        "دانشجو 😀",
    ]
    for name in names:
        (tmp_path / name.replace("/", "\u2215") / ASSIGNMENT).mkdir(parents=True)
    (tmp_path / os.fsdecode(b"\xff\xfe")).mkdir()
    assert set(taken(tmp_path)) == {name.replace("/", "\u2215") for name in names} | {"\\xff\\xfe"}


def test_what_is_neither_folder_nor_zip_is_reported(class_of_one: Path) -> None:
    (class_of_one / "late.rar").write_bytes(b"Rar!")
    intake = take_in(class_of_one, (ASSIGNMENT,))
    assert len(intake.submissions) == 1
    assert any("'late.rar'" in warning for warning in intake.warnings)


def test_the_time_is_the_newest_of_the_files_unless_the_list_says_otherwise(tmp_path: Path) -> None:
    folder = hand_in(tmp_path, "folder", {"q1_x.py": ANSWER, "q2_x.py": ANSWER}) / ASSIGNMENT
    os.utime(folder / "q1_x.py", (1_700_000_000, 1_700_000_000))
    os.utime(folder / "q2_x.py", (1_600_000_000, 1_600_000_000))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo(f"{ASSIGNMENT}/q1_x.py", (2024, 5, 6, 7, 8, 10)), ANSWER)
        archive.writestr(zipfile.ZipInfo(f"{ASSIGNMENT}/q2_x.py", (2023, 5, 6, 7, 8, 10)), ANSWER)
    zip_in(tmp_path, "zip", buffer.getvalue())
    hand_in(tmp_path, "listed", {"q1_x.py": ANSWER})
    (tmp_path / "submissions.csv").write_text(
        "\ufeffstudent,submitted_at\nlisted,2026-03-01T12:00:00+03:30\nghost,2026-03-01\n", encoding="utf-8"
    )
    intake = take_in(tmp_path, (ASSIGNMENT,))
    times = {submission.student: submission.submitted_at for submission in intake.submissions}
    assert times["folder"] == datetime.fromtimestamp(1_700_000_000, UTC)
    assert times["zip"] == datetime(2024, 5, 6, 7, 8, 10).astimezone()
    assert times["listed"] == datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
    assert any("'ghost'" in warning for warning in intake.warnings)


@pytest.mark.parametrize(
    "text", ["student\nx\n", "student,submitted_at\nx,yesterday\n", "student,submitted_at\nx\n"]
)
def test_a_malformed_list_of_times_names_its_line(class_of_one: Path, text: str) -> None:
    (class_of_one / "submissions.csv").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="line 2"):
        take_in(class_of_one, (ASSIGNMENT,))


def test_a_folder_that_is_no_class_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no folder"):
        take_in(tmp_path / "missing", (ASSIGNMENT,))
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="holds no submission"):
        take_in(tmp_path / "empty", (ASSIGNMENT,))
    hand_in(tmp_path, "student", {"q1_x.py": ANSWER})
    with pytest.raises(UsageError, match="looks like the folder of one student"):
        take_in(tmp_path / "student", (ASSIGNMENT,))


@pytest.mark.parametrize(
    ("hours", "days", "factor"),
    [(-1, 0, 1.0), (0, 0, 1.0), (1, 1, 0.9), (24, 1, 0.9), (25, 2, 0.8), (73, 4, 0.0)],
)
def test_each_started_day_costs_and_the_last_day_costs_all(hours: int, days: int, factor: float) -> None:
    due = datetime(2026, 3, 1, 12, tzinfo=UTC)
    policy = LatePolicy(percent_per_day=10, max_days=3, due=due)
    submitted = datetime.fromtimestamp(due.timestamp() + hours * 3600, UTC)
    late = lateness(policy, submitted)
    assert (late.days, late.factor) == (days, factor)


def test_without_a_policy_lateness_costs_nothing() -> None:
    due = datetime(2026, 3, 1, tzinfo=UTC)
    late = datetime(2026, 4, 1, tzinfo=UTC)
    assert lateness(LatePolicy(due=due), late).factor == 1.0
    assert lateness(LatePolicy(percent_per_day=50, max_days=9), late).factor == 1.0
    assert lateness(LatePolicy(percent_per_day=50, max_days=9, due=due), None).factor == 1.0
    assert lateness(LatePolicy(percent_per_day=60, max_days=99, due=due), late).factor == 0.0
