"""What the grader decides for all workers of a run; imports nothing heavy."""

from dataclasses import dataclass

# Baselines of calibration: an untrained encoder; premises blanked in training and prediction.
HANDICAPS = ("random_init", "hypothesis_only")


@dataclass(frozen=True)
class Options:
    """``root`` holds the course; without ``sandboxed`` workers are plain forks, for machines that cannot do better."""

    root: str
    sandboxed: bool = True
    profile: str = "quick"
    device: str = "cpu"
