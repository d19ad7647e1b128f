"""`tamrin report`: writes the reports of a graded class again from its results file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text as Line

from autograder.errors import UsageError
from autograder.gradebook.store import STORE_NAME
from autograder.reports import write_reports


class Language(StrEnum):
    EN = "en"
    FA = "fa"


def report(
    out: Annotated[Path, typer.Argument(help="The folder that `tamrin grade` wrote.", show_default=False)],
    lang: Annotated[Language, typer.Option(help="Language of the pages.")] = Language.EN,
) -> None:
    """Write report.html and the feedback of every student again from results.sqlite."""
    if not out.is_dir():
        raise UsageError(f"There is no folder {out}: name the one given to `tamrin grade --out`.")
    written = write_reports(out, out / STORE_NAME, lang.value)
    Console().print(Line(str(written)), highlight=False, soft_wrap=True)
