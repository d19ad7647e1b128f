"""Command-line options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Language(StrEnum):
    """The languages of the course."""

    EN = "en"
    FA = "fa"


class ProfileName(StrEnum):
    """Which data and checkpoints are used; see the README."""

    QUICK = "quick"
    REAL = "real"
    GPU = "gpu"


Lang = Annotated[Language, typer.Option("--lang", envvar="TAMRIN_LANG", help="Language of messages.")]
Profile = Annotated[
    ProfileName, typer.Option("--profile", help="Sample data, reduced real data, or full-size models.")
]
Device = Annotated[str, typer.Option("--device", help="Where models run: cpu, cuda or cuda:N.")]
