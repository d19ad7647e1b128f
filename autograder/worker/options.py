"""What the grader decides for all workers of a run; imports nothing heavy."""

from collections.abc import Sequence
from dataclasses import dataclass

READS = ("text", "spreadsheets", "images", "speech")


@dataclass(frozen=True)
class Options:
    """``root`` holds the course; without ``sandboxed`` workers are plain forks, for machines that cannot do better.

    ``reads`` says which of READS the assignments are about: what those need is imported once.
    """

    root: str
    sandboxed: bool = True
    profile: str = "quick"
    device: str = "cpu"
    reads: Sequence[str] = ("text",)
