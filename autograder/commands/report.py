"""`tamrin report`: writes the reports of a graded class again from its results file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.options import Lang, Language
from autograder.errors import UsageError


def report(
    out: Annotated[Path, typer.Argument(help="The folder that `tamrin grade` wrote.", show_default=False)],
    lang: Lang = Language.EN,
) -> None:
    """Write report.html and the feedback of every student again from results.sqlite."""
    if not out.is_dir():
        raise UsageError(f"There is no folder {out}: name the one given to `tamrin grade --out`.")
    from autograder.gradebook.store import STORE_NAME
    from autograder.reports.write import write_reports

    typer.echo(write_reports(out, out / STORE_NAME, lang))
