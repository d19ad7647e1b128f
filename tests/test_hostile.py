"""A class of hostile submissions is graded for real: nothing is earned, nothing escapes, nobody notices."""

from __future__ import annotations

import ast
import csv
import hashlib
import importlib.util
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from autograder.catalogue import Catalogue
from autograder.gradebook.store import STORE_NAME, open_store
from autograder.grading.batch import Request, Result, grade_class
from autograder.records import QuestionOutcome, Status
from autograder.reports.write import write_reports
from autograder.worker import sandbox

HERE = Path(__file__).resolve().parent / "hostile"
COURSE = HERE / "course"
ASSIGNMENT = "h01_probe"
QUESTIONS = ("q1_pool", "q2_freeze", "q3_secret")
MARKER = "tamrin-was-here"
SEED = 3141592653589793238  # The attack read_seed tries small ones.
HONEST_POINTS = {"perfect": 10.0, "empty": 0.0, "wrong": 0.0}
WRONG = b"def masked_mean(hidden, mask):\n    return hidden.mean(dim=1)\n"

pytestmark = pytest.mark.skipif(sandbox.probe() is not None, reason="this machine cannot sandbox")


@dataclass(frozen=True)
class Attack:
    """One file of ``hostile/attacks``, as its docstring describes it.

    ``expect`` names every status it may end in: what fills a quota page by page meets the wall time first on a slow machine.
    """

    path: Path
    attack: str
    strategy: str
    family: str
    question: str
    expect: frozenset[str]
    points: float
    builds: bool

    @property
    def name(self) -> str:
        return self.path.stem


def read_attack(path: Path) -> Attack:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    lines = (ast.get_docstring(tree) or "").splitlines()
    fields = {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}
    return Attack(
        path,
        fields["attack"],
        fields["strategy"],
        fields["family"],
        fields["question"],
        frozenset(fields["expect"].split()),
        float(fields.get("points", 0)),
        any(isinstance(node, ast.FunctionDef) and node.name == "build" for node in tree.body),
    )


ATTACKS = [read_attack(path) for path in sorted((HERE / "attacks").glob("*.py"))]
FAMILIES = {
    "exit", "lies", "patches", "walks", "reads", "channel", "writes", "network", "resources", "bombs",
    "shadowing", "archives", "text", "source",
}  # fmt: skip


@dataclass(frozen=True)
class Graded:
    """What came of a class: every outcome without its seconds, and where everything lies."""

    result: Result
    submissions: Path
    out: Path
    students: dict[str, str]
    outcomes: dict[tuple[str, str], QuestionOutcome]
    untouched: bool

    def of(self, attack: Attack) -> list[QuestionOutcome]:
        return [self.outcomes[self.students[attack.name], question] for question in QUESTIONS]


def hand_in(submissions: Path, attack: Attack) -> str:
    """Puts the attack's submission among the others and returns the student's name."""
    student = f"attack {attack.name}"
    folder = submissions / student
    if attack.builds:
        spec = importlib.util.spec_from_file_location(f"attack_{attack.name}", attack.path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module.build(folder) or student
    target = folder / ASSIGNMENT / f"{attack.question}.py"
    target.parent.mkdir(parents=True)
    shutil.copyfile(attack.path, target)
    return student


def hand_in_honest(submissions: Path) -> None:
    shutil.copytree(COURSE / "solutions" / ASSIGNMENT, submissions / "perfect" / ASSIGNMENT)
    shutil.copytree(COURSE / "starter" / ASSIGNMENT, submissions / "empty" / ASSIGNMENT)
    (submissions / "wrong" / ASSIGNMENT).mkdir(parents=True)
    (submissions / "wrong" / ASSIGNMENT / "q1_pool.py").write_bytes(WRONG)


def digest_of(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        digest.update(
            f"{path} {status.st_mode} {status.st_size} {status.st_mtime_ns}\n".encode(errors="replace")
        )
    return digest.hexdigest()


def graded(submissions: Path, out: Path, students: dict[str, str]) -> Graded:
    catalogue = Catalogue(COURSE)
    before = digest_of(submissions)
    request = Request(submissions, out, assignments=[ASSIGNMENT], jobs=3, seed=SEED, training=False)

    def reports(out: Path, store: Path, lang: str) -> Path:
        return write_reports(out, store, lang, catalogue=catalogue)

    result = grade_class(request, catalogue, write_reports=reports)
    with open_store(out / STORE_NAME) as store:
        outcomes = {(outcome.student, outcome.question): timeless(outcome) for outcome in store.outcomes()}
    return Graded(result, submissions, out, students, outcomes, digest_of(submissions) == before)


def timeless(outcome: QuestionOutcome) -> QuestionOutcome:
    return replace(outcome, seconds=0.0, checks=[replace(check, seconds=0.0) for check in outcome.checks])


def processes_of(marker: str) -> list[int]:
    """Processes whose environment names ``marker``: the zygote and all that was ever started from it."""
    found = []
    for folder in Path("/proc").iterdir():
        with suppress(OSError):
            if folder.name.isdigit() and marker.encode() in (folder / "environ").read_bytes():
                found.append(int(folder.name))
    return [pid for pid in found if pid != os.getpid()]


@pytest.fixture(scope="module")
def data_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder whose name marks the environment of every process of these runs."""
    folder = tmp_path_factory.mktemp(f"data-{os.getpid()}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAMRIN_DATA", str(folder))
        yield folder


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, data_home: Path) -> Graded:
    """The honest students alone."""
    root = tmp_path_factory.mktemp("undisturbed")
    hand_in_honest(root / "class")
    return graded(root / "class", root / "out", {})


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, data_home: Path) -> Graded:
    """The honest students among all attackers."""
    root = tmp_path_factory.mktemp("hostile")
    hand_in_honest(root / "class")
    students = {attack.name: hand_in(root / "class", attack) for attack in ATTACKS}
    return graded(root / "class", root / "out", students)


def test_the_collection_is_complete() -> None:
    assert len(ATTACKS) >= 45
    assert {attack.family for attack in ATTACKS} == FAMILIES
    for attack in ATTACKS:
        assert min(attack.attack, attack.strategy), f"{attack.path.name} does not say what it does"
        assert attack.question in (*QUESTIONS, "all"), attack.path.name
        assert attack.expect <= set(Status) - {"infrastructure"}, attack.path.name


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_earns_nothing_and_ends_as_it_must(attack: Attack, hostile: Graded) -> None:
    for outcome in hostile.of(attack):
        aimed_at = attack.question in (outcome.question, "all")
        told = [
            (check.check, check.status.value, check.message and check.message.en) for check in outcome.checks
        ]
        assert outcome.points <= (attack.points if aimed_at else 0), told
        assert outcome.status.value in (attack.expect if aimed_at else {"invalid"}), told


@pytest.mark.parametrize("student", HONEST_POINTS)
def test_an_honest_student_notices_nothing(student: str, hostile: Graded, undisturbed: Graded) -> None:
    for question in QUESTIONS:
        assert hostile.outcomes[student, question] == undisturbed.outcomes[student, question]
    points = sum(hostile.outcomes[student, question].points for question in QUESTIONS)
    assert points == HONEST_POINTS[student]


def test_the_batch_is_finished(hostile: Graded) -> None:
    assert hostile.result.faults == 0
    assert len(hostile.outcomes) == (len(ATTACKS) + len(HONEST_POINTS)) * len(QUESTIONS)
    with hostile.result.gradebook.open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(hostile.outcomes)


def test_nothing_is_left_behind(hostile: Graded, data_home: Path) -> None:
    assert hostile.untouched, "a submission was changed while it was graded"
    assert processes_of(data_home.name) == []
    assert sorted(path.name for path in hostile.out.iterdir()) == [
        ".lock", "feedback", "gradebook.csv", "report.html", "results.sqlite",
    ]  # fmt: skip
    assert list(data_home.iterdir()) == []
    places = ("/", "/tmp", "/var/tmp", "/dev/shm", Path.home(), Path.cwd(), hostile.out.parent)
    for place in {Path(place) for place in places}:
        with suppress(PermissionError):
            assert list(place.glob(f"{MARKER}*")) == []


class Elements(HTMLParser):
    """Collects the tags of a page and the attributes that could run code or fetch something."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.suspects: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name.startswith("on") or (
                name in ("src", "action", "formaction") and not (value or "").startswith("data:")
            ):
                self.suspects.append(f"<{tag} {name}={value}>")


def elements(pages: list[Path]) -> Elements:
    found = Elements()
    for page in pages:
        found.feed(page.read_text(encoding="utf-8"))
    return found


def test_reports_hold_no_markup_from_students(hostile: Graded, undisturbed: Graded) -> None:
    pages, plain = (sorted(run.out.rglob("*.html")) for run in (hostile, undisturbed))
    assert len(pages) == len(ATTACKS) + len(HONEST_POINTS) + 1
    found = elements(pages)
    assert found.suspects == []
    # Words between backticks are set as code, a student's too.
    assert found.tags - elements(plain).tags <= {"code"}, "students' text added an element"
    for path in (*pages, *(hostile.out / "feedback").glob("*.json"), hostile.result.gradebook):
        text = path.read_bytes().decode("utf-8")
        for character in "\x1b\x07\x08\x9b\u202e":
            assert character not in text, f"{path.name} holds {character!r}"
        assert "<script>alert" not in text or path.suffix != ".html"


def test_feedback_lies_in_its_folder_and_stays_small(hostile: Graded) -> None:
    for path in (hostile.out / "feedback").iterdir():
        assert path.suffix in (".html", ".json")
        assert path.stat().st_size < 200_000, path.name
        if path.suffix == ".json":
            json.loads(path.read_text(encoding="utf-8"))
