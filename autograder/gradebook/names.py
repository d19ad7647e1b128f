"""File names for students, whose names may hold anything a folder name can."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_MAX_BYTES = 120
_UNSAFE = re.compile(r"[^\w.\-]+")
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")
_MARKED = re.compile(r"-[0-9a-f]{16}$")


def file_names(students: Iterable[str]) -> dict[str, str]:
    """A safe file name (without suffix) for each student; different students never share one.

    A harmless name stays as it is. One that had to be changed, or that differs from another only in case (the
    same file on some systems), carries a hash of the name itself, so that it stays the same from run to run.
    """
    students = sorted(set(students))
    shared = Counter(_folded(name) for name in students)
    return {
        name: name if _is_safe(name) and shared[_folded(name)] == 1 else _marked(name) for name in students
    }


def _is_safe(name: str) -> bool:
    return name == _sanitised(name) and not _MARKED.search(name) and not _DEVICES.match(name)


def _marked(name: str) -> str:
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{_sanitised(name)}-{digest}"


def _sanitised(name: str) -> str:
    clean = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip(".")
    return clean.encode("utf-8", "ignore")[:_MAX_BYTES].decode("utf-8", "ignore") or "student"


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())
