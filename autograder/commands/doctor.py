"""``tamrin doctor``: what this machine has, what it lacks, and the command that mends it."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import typer

from autograder.catalogue import REPOSITORY, Catalogue
from autograder.errors import EXIT_DONE, EXIT_INFRASTRUCTURE

_PACKAGES = ("torch", "transformers", "datasets", "timm", "librosa", "matplotlib", "pytest", "nbgrader")


@dataclass(frozen=True)
class Finding:
    """One thing looked at; ``remedy`` is set where it is not as it should be."""

    name: str
    text: str
    remedy: str | None = None


def doctor() -> None:
    """Look at this machine: Python, libraries, sandbox, checkpoints, data.

    Exit codes: 0 all is well, 3 something is missing (the line says what to do).
    """
    findings = list(examine())
    for finding in findings:
        typer.echo(f"{'ok     ' if finding.remedy is None else 'MISSING'}  {finding.name}: {finding.text}")
        if finding.remedy:
            typer.echo(f"         → {finding.remedy}")
    raise typer.Exit(EXIT_INFRASTRUCTURE if any(finding.remedy for finding in findings) else EXIT_DONE)


def examine() -> Iterator[Finding]:
    """All findings, one after the other."""
    version = platform.python_version()
    old = sys.version_info < (3, 11)
    yield Finding(
        "Python", version, "install Python 3.11 or newer and run `make setup` again" if old else None
    )
    for package in _PACKAGES:
        try:
            yield Finding(package, metadata.version(package))
        except metadata.PackageNotFoundError:
            yield Finding(package, "not installed", "run `make setup`")
    yield _sandbox()
    yield from _checkpoints()
    yield _gpus()
    free = shutil.disk_usage(REPOSITORY).free // 2**20
    yield Finding("disk", f"{free} MB free", "free at least 500 MB" if free < 500 else None)
    yield Finding("assignments", ", ".join(assignment.id for assignment in Catalogue().assignments()))


def _sandbox() -> Finding:
    from autograder.worker import sandbox

    problem = sandbox.probe()
    if problem is None:
        return Finding("sandbox", "works (namespaces, seccomp, limits; no extra package needed)")
    if sys.platform != "linux":
        return Finding(
            "sandbox",
            problem,
            "grade on Linux, or with --unsafe code you trust; `tamrin check` needs no sandbox",
        )
    return Finding("sandbox", problem, f"allow unprivileged user namespaces: {_remedy()}")


def _remedy() -> str:
    switches = {
        "/proc/sys/kernel/unprivileged_userns_clone": "sudo sysctl -w kernel.unprivileged_userns_clone=1",
        "/proc/sys/kernel/apparmor_restrict_unprivileged_userns": "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
    }
    for path, command in switches.items():
        try:
            value = Path(path).read_text(encoding="ascii").strip()
        except OSError:
            continue
        if command.rsplit("=", 1)[1] != value:
            return f"`{command}`"
    return "`sudo sysctl -w user.max_user_namespaces=15000`; in a container, start it with `--security-opt seccomp=unconfined`"


def _gpus() -> Finding:
    import torch

    try:
        names = [torch.cuda.get_device_name(index) for index in range(torch.cuda.device_count())]
    except RuntimeError as error:
        problem = str(error).splitlines()[0]
        return Finding("GPU", problem, "see whether `nvidia-smi` and the driver work; the CPU does without")
    return Finding("GPU", ", ".join(names) or "none; models run on the CPU, as they do without --device")


def _checkpoints() -> Iterator[Finding]:
    from course.kit.errors import MissingResource
    from course.zoo import registry

    for name in registry.CHECKPOINTS:
        try:
            registry.verified_folder(name)
            yield Finding(name, "present, checksum right")
        except MissingResource as error:
            yield Finding(name, str(error), "run `git checkout -- course/zoo`")
