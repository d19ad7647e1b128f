"""What a submission may hold, whether it is a folder or a zip; shared by the two readers of intake."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from autograder.records import Text

MAX_FILES = 200
MAX_FILE_BYTES = 2**20
MAX_TOTAL_BYTES = 8 * 2**20
MAX_ENTRIES = 2000
MAX_ZIP_BYTES = 16 * 2**20
MAX_RATIO = 200
MAX_DEPTH = 10
MAX_NAME_BYTES = 240
_JOINERS = "\u200c\u200d"  # part of Persian spelling


class Refused(Exception):
    """A submission that cannot be taken as it is; ``text`` says what and where."""

    def __init__(self, en: str, fa: str) -> None:
        super().__init__(en)
        self.text = Text(en, fa)


@dataclass
class Basket:
    """The files of one assignment while they are read, within the limits."""

    files: dict[str, bytes] = field(default_factory=dict)
    total: int = 0

    def room(self, name: str) -> int:
        """How many bytes the next file may have; raises Refused when the basket holds too many files."""
        if len(self.files) >= MAX_FILES:
            raise Refused(
                f"There are more than {MAX_FILES} files (as {shown(name)}): hand in only your answers.",
                f"این ارسال بیش از {MAX_FILES} فایل دارد، مانند {shown(name)}: فقط پاسخ‌ها را بفرستید.",
            )
        return min(MAX_FILE_BYTES, MAX_TOTAL_BYTES - self.total)

    def add(self, name: str, content: bytes) -> None:
        self.files[name] = content
        self.total += len(content)

    def too_large(self, name: str) -> Refused:
        return Refused(
            f"{shown(name)} is too large: a file may have {MAX_FILE_BYTES // 2**20} MiB and a submission"
            f" {MAX_TOTAL_BYTES // 2**20} MiB.",
            f"{shown(name)} بیش از اندازه بزرگ است: هر فایل حداکثر {MAX_FILE_BYTES // 2**20} و هر ارسال"
            f" حداکثر {MAX_TOTAL_BYTES // 2**20} مبی‌بایت.",
        )


def nested(name: str) -> Refused:
    """The refusal of a zip within a submission, which is never unpacked."""
    return Refused(
        f"{shown(name)} is itself a zip: unpack it and hand in the folder, or one zip of it.",
        f"{shown(name)} خود یک zip است: آن را باز کنید و پوشه یا یک zip از آن را بفرستید.",
    )


def ignored(name: str) -> bool:
    """Whether a file belongs to the student's tools: hidden files, caches, macOS resource forks."""
    parts = PurePosixPath(name).parts
    return any(
        part.startswith(".") or part in ("__pycache__", "__MACOSX") for part in parts
    ) or name.endswith(".pyc")


def shown(name: str, limit: int = 80) -> str:
    """A file name fit for a sentence: quoted, on one line, nothing a terminal would obey, not endless."""
    return f"'{printable(name if len(name) <= limit else name[: limit - 1] + '…')}'"


def printable(name: str) -> str:
    """``name`` with everything that a terminal would obey, or that turns text around, spelled out."""
    return "".join(
        char
        if char.isprintable() or char in _JOINERS
        else char.encode("unicode_escape", "surrogatepass").decode()
        for char in name
    )
