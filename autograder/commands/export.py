"""`tamrin export`: writes graded results in the formats that learning platforms import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.errors import UsageError


def export(
    out: Annotated[Path, typer.Argument(help="The --out folder of `tamrin grade`.")],
    to: Annotated[str, typer.Option("--to", help="csv, gradescope, canvas, moodle or nbgrader.")],
    file: Annotated[
        Path | None,
        typer.Option(
            "--file", help="What to write (a folder for gradescope); default: in the folder OUT/exports."
        ),
    ] = None,
) -> None:
    """Export graded results: csv, gradescope, canvas, moodle or nbgrader."""
    from autograder.catalogue import Catalogue
    from autograder.gradebook.exports import FORMATS, export_results
    from autograder.gradebook.store import open_store, unwritable

    if to not in FORMATS:
        raise UsageError(f"--to {to!r} is unknown: choose one of {', '.join(FORMATS)}.")
    with open_store(out) as store:
        target = file or store.path.parent / "exports" / ("gradescope" if to == "gradescope" else f"{to}.csv")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(target.parent, error) from error
        titles = {assignment.id: assignment.title for assignment in Catalogue().assignments()}
        export_results(store, to, target, titles)
    typer.echo(target)
