"""`tamrin grade`: grades a class in the sandbox; the same command goes on where it was stopped."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.commands.options import Device, usable_device
from autograder.errors import EXIT_INFRASTRUCTURE, EXIT_INTERRUPTED, UsageError

if TYPE_CHECKING:
    from autograder.grading.batch import Result

_WORDS = {
    "en": {
        "done": "{students} students, {questions} questions: {graded} graded now, {kept} kept from before.",
        "left_out": "{name} could not be taken in: {text}",
        "faults": "{faults} questions failed because of the grader itself: run the same command again.",
        "stopped": "Stopped; what was graded is kept. Run the same command again to go on.",
        "gradebook": "Gradebook: {path}",
        "report": "Report: {path}",
        "seed": "Seed of this run: {seed} (keep it from students).",
    },
    "fa": {
        "done": "{students} دانشجو، {questions} پرسش: {graded} اکنون تصحیح شد، {kept} از پیش مانده بود.",
        "left_out": "{name} پذیرفته نشد: {text}",
        "faults": "{faults} پرسش به سبب خود مصحح تصحیح نشد: همین فرمان را دوباره اجرا کنید.",
        "stopped": "متوقف شد؛ آنچه تصحیح شده می‌ماند. برای ادامه همین فرمان را دوباره اجرا کنید.",
        "gradebook": "دفتر نمره: {path}",
        "report": "گزارش: {path}",
        "seed": "بذر تصادفی این اجرا: {seed} (از دانشجویان پنهان بماند).",
    },
}


def grade(
    submissions: Annotated[Path, typer.Argument(help="The folder with one folder or .zip per student.")],
    *,
    out: Annotated[Path, typer.Option("--out", help="Where gradebook, results and feedback go.")],
    assignment: Annotated[
        list[str] | None,
        typer.Option(help="Grade only this assignment (may be repeated); default: all handed in."),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Questions graded at once; default: one per core.")
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(min=0, help="Seed of the checks' inputs; default: drawn once and kept in --out."),
    ] = None,
    profile: Annotated[str, typer.Option(help="quick, real or gpu: which data and checkpoints.")] = "quick",
    device: Device = "cpu",
    training: Annotated[bool, typer.Option(help="Run the checks that train a model too.")] = True,
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="Run without the sandbox: only for code you trust.")
    ] = False,
    due: Annotated[
        str | None,
        typer.Option(help="When submissions were due (ISO 8601), instead of the assignment's own time."),
    ] = None,
    lang: Annotated[str, typer.Option(help="Language of the reports and this summary: en or fa.")] = "en",
) -> None:
    """Grade a class of submissions in the sandbox; the same command goes on where it was stopped.

    Exit codes: 0 done, 2 bad usage, 3 the machine stood in the way (sandbox, disk, a fault of the grader),
    130 interrupted.
    """
    from autograder.catalogue import Catalogue
    from autograder.grading.batch import Request, grade_class

    words = _WORDS[_one_of("--lang", lang, tuple(_WORDS))]
    request = Request(
        submissions=submissions,
        out=out,
        assignments=assignment,
        jobs=jobs,
        seed=seed,
        profile=_one_of("--profile", profile, ("quick", "real", "gpu")),
        device=usable_device(device),
        training=training,
        unsafe=unsafe,
        due=_moment(due),
        lang=lang,
    )
    try:
        result = grade_class(request, Catalogue())
    except KeyboardInterrupt:
        typer.echo(words["stopped"], err=True)
        raise typer.Exit(EXIT_INTERRUPTED) from None
    _summarise(result, words, lang)
    if result.faults:
        raise typer.Exit(EXIT_INFRASTRUCTURE)


def _summarise(result: Result, words: dict[str, str], lang: str) -> None:
    from autograder.grading.limits import shown

    for warning in result.warnings:
        typer.echo(warning, err=True)
    for student, problem in result.problems:
        typer.echo(words["left_out"].format(name=shown(student), text=problem.get(lang)), err=True)
    kept = result.questions - result.graded
    typer.echo(
        words["done"].format(
            students=result.students, questions=result.questions, graded=result.graded, kept=kept
        )
    )
    typer.echo(words["gradebook"].format(path=result.gradebook))
    if result.report:
        typer.echo(words["report"].format(path=result.report))
    typer.echo(words["seed"].format(seed=result.settings.seed))
    if result.faults:
        typer.echo(words["faults"].format(faults=result.faults), err=True)


def _one_of(option: str, value: str, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise UsageError(f"{option} {value!r} is unknown: choose one of {', '.join(choices)}.")
    return value


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError as error:
        raise UsageError(
            f"--due {text!r} is not an ISO 8601 time: write it like 2026-03-01T23:59."
        ) from error
