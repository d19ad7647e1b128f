"""Command-line options that several commands share."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated

import typer

from autograder.errors import InfrastructureError, UsageError


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


def usable_device(name: str) -> str:
    """The device of ``--device``; raises UsageError where it is none, InfrastructureError where this machine lacks it."""
    if name == "cpu":
        return name
    if not re.fullmatch(r"cuda(:\d+)?", name):
        raise UsageError(f"--device {name} is not a device: give cpu, cuda or cuda:N.")
    import torch

    # Counted by the driver's management library: what has asked CUDA itself cannot be forked from.
    count = torch.cuda.device_count()
    if int(name.partition(":")[2] or 0) >= count:
        found = f"{count} GPUs here, counted from 0" if count else "no GPU here"
        raise InfrastructureError(
            f"--device {name}: PyTorch finds {found}; leave the option out for the CPU."
        )
    return name
