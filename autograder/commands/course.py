"""``tamrin list`` and ``tamrin demo``: what there is, and the whole of it once, on a class made for the purpose."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.catalogue import Catalogue
from autograder.commands.options import Lang, Language


def list_assignments(lang: Lang = Language.EN) -> None:
    """The assignments and their questions."""
    from rich.console import Console
    from rich.table import Table

    console = Console()
    for assignment in Catalogue().assignments():
        table = Table(title=f"{assignment.id}: {assignment.title.get(lang)}", title_justify="left")
        for name in ("question", ""):
            table.add_column(name)
        for name in ("points", "minutes"):
            table.add_column(name, justify="right")
        for question in assignment.questions:
            table.add_row(
                question.id, question.title.get(lang), f"{question.points:g}", str(question.minutes or "")
            )
        console.print(table)


def demo(
    out: Annotated[
        Path, typer.Option("--out", help="Where the class, the gradebook and the report go.")
    ] = Path("out/demo"),
    training: Annotated[
        bool, typer.Option(help="Run the checks that train a model too (a few minutes).")
    ] = True,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Questions graded at once; default: one per core.")
    ] = None,
    lang: Lang = Language.EN,
) -> None:
    """Build a small class, some of it hostile, grade it in the sandbox and write the report."""
    from rich.console import Console

    from autograder.demo import build_class
    from autograder.gradebook.store import open_store
    from autograder.grading.batch import Request, grade_class
    from autograder.reports.terminal import print_class_table

    catalogue = Catalogue()
    students = build_class(catalogue, "a12_layers", out / "submissions")
    console = Console()
    console.print(f"{len(students)} students in {out / 'submissions'}:")
    for name, what in students.items():
        console.print(f"  {name}: {what}", highlight=False)
    request = Request(
        submissions=out / "submissions", out=out / "graded", assignments=["a12_layers"], jobs=jobs, seed=2026,
        training=training, lang=lang,
    )  # fmt: skip
    result = grade_class(request, catalogue)
    with open_store(request.out) as store:
        print_class_table(store.outcomes(), lang, console)
    console.print(f"Gradebook: {result.gradebook}\nReport: {result.report}", highlight=False)
