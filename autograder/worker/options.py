"""What the grader decides for all workers of a run; imports nothing heavy."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """``root`` holds the course; without ``sandboxed`` workers are plain forks, for machines that cannot do better."""

    root: str
    sandboxed: bool = True
    profile: str = "quick"
    device: str = "cpu"
