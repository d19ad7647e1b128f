"""``tamrin start``, ``check`` and ``submit``: what a student uses."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import Annotated

import typer

from autograder.catalogue import Assignment, Catalogue, Question
from autograder.commands.options import Device, Lang, Language, Profile, ProfileName, usable_device
from autograder.errors import EXIT_DONE, EXIT_IMPERFECT, EXIT_INFRASTRUCTURE, CourseError, UsageError
from autograder.records import QuestionOutcome, Status

_ZIP_TIME = (2020, 1, 1, 0, 0, 0)


def start(
    assignment: Annotated[str, typer.Argument(help="For example a12_layers, or just a12.")],
    folder: Annotated[Path, typer.Argument(help="Where to put the assignment's folder.")] = Path(),
) -> None:
    """Copy an assignment's stubs, handouts and notebook into a folder of your own."""
    catalogue = Catalogue()
    found = catalogue.assignment(assignment)
    target = folder / found.id
    if target.exists() and any(target.iterdir()):
        raise UsageError(f"{target} already holds files: choose another folder, nothing was overwritten.")
    stubs = catalogue.files("starter", found.id)
    if len(stubs) < len(found.questions):
        raise CourseError(f"The starter of {found.id} is incomplete: run `tamrin release {found.id}`.")
    target.mkdir(parents=True, exist_ok=True)
    for name, content in stubs.items():
        (target / name).write_bytes(content)
    course = catalogue.course_dir(found.id)
    for handout in course.glob("handout.*.md"):
        shutil.copyfile(handout, target / handout.name)
    if (course / "figures").is_dir():
        shutil.copytree(
            course / "figures", target / "figures", ignore=shutil.ignore_patterns("*.py", "__pycache__")
        )
    if (course / "notebook.py").exists():
        import jupytext

        jupytext.write(jupytext.read(course / "notebook.py"), target / "notebook.ipynb")
    typer.echo(
        f"{found.title.en}\n{found.title.fa}\nYour stubs are in {target}. Read handout.en.md or handout.fa.md, then:"
    )
    typer.echo(f"  tamrin check {target} --question {found.questions[0].id} --watch")


def check(
    folder: Annotated[Path, typer.Argument(help="The folder with your q1_….py files.")] = Path(),
    question: Annotated[
        list[str] | None,
        typer.Option("--question", "-q", help="Only this question (may be repeated): q3 or q3_freeze."),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Stay, and check a question again when its file is saved.")
    ] = False,
    training: Annotated[bool, typer.Option(help="Run the checks that train a model too.")] = True,
    assignment: Annotated[
        str | None, typer.Option(help="The assignment, where it cannot be told from the folder.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the checks' inputs.")] = 0,
    lang: Lang = Language.EN,
    profile: Profile = ProfileName.QUICK,
    device: Device = "cpu",
) -> None:
    """Check your own work on this machine, with the checks of the grader.

    Exit codes: 0 everything passed, 1 not everything did, 2 bad usage, 3 the machine or the grader is at fault.
    """
    catalogue = Catalogue()
    place, found = locate(folder, assignment, catalogue)
    usable_device(device)
    questions = [found.question(each) for each in question] if question else list(found.questions)
    from autograder.commands.checking import Checker, local_workers

    with local_workers(found, profile, device) as workers:
        checker = Checker(
            catalogue, found, place, workers,
            seed=seed, profile=profile, device=device, training=training, lang=lang,
        )  # fmt: skip
        outcomes = checker.check(questions)
        if watch:
            checker.watch(questions)
    raise typer.Exit(_verdict(outcomes))


def submit(
    folder: Annotated[Path, typer.Argument(help="The folder with your q1_….py files.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="The zip to write; default: <assignment>.zip here.")
    ] = None,
    assignment: Annotated[
        str | None, typer.Option(help="The assignment, where it cannot be told from the folder.")
    ] = None,
) -> None:
    """Pack your answers into one zip to hand in."""
    catalogue = Catalogue()
    place, found = locate(folder, assignment, catalogue)
    answers = [question for question in found.questions if (place / f"{question.id}.py").is_file()]
    target = out or Path(f"{found.id}.zip")
    if target.is_dir():
        target = target / f"{found.id}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(place.glob("*.py")) + sorted(place.glob("*.ipynb")):
            # One fixed time: the same answers give the same file.
            info = zipfile.ZipInfo(f"{found.id}/{path.name}", _ZIP_TIME)
            info.external_attr = 0o644 << 16
            archive.writestr(info, path.read_bytes(), zipfile.ZIP_DEFLATED)
    typer.echo(f"{target}: {len(answers)} of {len(found.questions)} questions.")
    for missing in (each for each in found.questions if each not in answers):
        typer.echo(f"  {missing.id}.py is not there.", err=True)


def locate(folder: Path, assignment: str | None, catalogue: Catalogue) -> tuple[Path, Assignment]:
    """The folder with the answers and whose they are; raises UsageError."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder: give the one with your q1_….py files.")
    candidates = [catalogue.assignment(assignment)] if assignment else catalogue.assignments()
    places = [folder, *sorted(path for path in folder.iterdir() if path.is_dir())]
    by_name = {each.id: each for each in candidates}
    named = [
        (place, by_name[name])
        for place in places
        if (name := place.resolve().name) in by_name and _holds(place, by_name[name].questions)
    ]
    if len(named) > 1 and named[0][0] != folder:
        raise UsageError(
            f"{folder} holds answers to {', '.join(each.id for _, each in named)}: say which with --assignment."
        )
    if named:
        return named[0]
    # Questions of two assignments may have the same name, so a folder named after an assignment is no other's.
    taken = {each.id for each in catalogue.assignments()}
    for place in places:
        owners = [each for each in candidates if _holds(place, each.questions)]
        if len(owners) == 1 and place.resolve().name not in taken:
            return place, owners[0]
    wanted = f"{candidates[0].questions[0].id}.py" if assignment else "q1_….py"
    raise UsageError(
        f"{folder} holds no answers ({wanted} …): run `tamrin start ASSIGNMENT {folder}`, or name the right folder."
    )


def _holds(place: Path, questions: tuple[Question, ...]) -> bool:
    return any((place / f"{question.id}.py").is_file() for question in questions)


def _verdict(outcomes: list[QuestionOutcome]) -> int:
    if any(outcome.status is Status.INFRASTRUCTURE for outcome in outcomes):
        return EXIT_INFRASTRUCTURE
    # A check is skipped when its parent failed, which shows there, or when training was not asked for.
    good = (Status.PASSED, Status.SKIPPED)
    return EXIT_DONE if all(outcome.status in good for outcome in outcomes) else EXIT_IMPERFECT
