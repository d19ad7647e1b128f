"""The console script ``tamrin``: registers the commands and turns errors into one sentence and an exit code."""

from __future__ import annotations

import io
import os
import sys

import typer

from autograder.commands import author, course, doctor, export, grade, report, resources, student
from autograder.errors import EXIT_INFRASTRUCTURE, EXIT_INTERRUPTED, TamrinError, exit_code

app = typer.Typer(
    name="tamrin",
    help="A course on transformer fine-tuning whose exercises grade themselves.\n\n"
    "Exit codes: 0 done, 1 the submission is not perfect (check), 2 bad usage, 3 the machine stood in the way, 130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

_STUDENTS, _INSTRUCTORS, _AUTHORS = "For students", "For instructors", "For teaching assistants and authors"
app.command("list", rich_help_panel=_STUDENTS)(course.list_assignments)
app.command("start", rich_help_panel=_STUDENTS)(student.start)
app.command("check", rich_help_panel=_STUDENTS)(student.check)
app.command("submit", rich_help_panel=_STUDENTS)(student.submit)
app.command("doctor", rich_help_panel=_STUDENTS)(doctor.doctor)
app.command("grade", rich_help_panel=_INSTRUCTORS)(grade.grade)
app.command("report", rich_help_panel=_INSTRUCTORS)(report.report)
app.command("export", rich_help_panel=_INSTRUCTORS)(export.export)
app.command("demo", rich_help_panel=_INSTRUCTORS)(course.demo)
app.command("verify", rich_help_panel=_AUTHORS)(author.verify)
app.command("calibrate", rich_help_panel=_AUTHORS)(author.calibrate)
app.command("release", rich_help_panel=_AUTHORS)(author.release)
app.add_typer(resources.data_app, name="data", rich_help_panel=_STUDENTS)
app.add_typer(resources.zoo_app, name="zoo", rich_help_panel=_AUTHORS)


def main() -> None:
    """Entry point of the console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        app()
    except TamrinError as error:
        typer.echo(f"tamrin: {error}", err=True)
        raise SystemExit(exit_code(error)) from None
    except KeyboardInterrupt:
        raise SystemExit(EXIT_INTERRUPTED) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        typer.echo(f"tamrin: The system refused: {error.strerror or error}{where}.", err=True)
        raise SystemExit(EXIT_INFRASTRUCTURE) from None
