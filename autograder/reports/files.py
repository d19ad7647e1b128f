"""Writes a report file whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from autograder.errors import InfrastructureError


def write_text(path: Path, text: str) -> None:
    """Replace ``path`` by ``text`` in one step, unless it says so already; raises InfrastructureError.

    Nothing is forced to disk, as a report can always be written again from the results. Replacing a file
    still costs some file systems milliseconds, which a class whose results did not change need not pay.
    """
    content = text.encode()
    fresh = path.with_name(f".{os.getpid()}.new")
    try:
        if path.is_file() and path.read_bytes() == content:
            return
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise unwritable(path, error) from error


def make_folder(path: Path) -> None:
    """Create ``path`` if it is not there; raises InfrastructureError with a sentence for the user."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> InfrastructureError:
    return InfrastructureError(
        f"Cannot write {path} ({error.strerror}): free some space or mend the permissions,"
        " then run `tamrin report` again."
    )
