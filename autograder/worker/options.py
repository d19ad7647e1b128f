"""What the grader decides for all workers of a run; imports nothing heavy."""

from dataclasses import dataclass

# Baselines of calibration: an untrained encoder; premises, or whole inputs, blanked in training and prediction.
HANDICAPS = ("random_init", "hypothesis_only", "blank_inputs")


@dataclass(frozen=True)
class Options:
    """``root`` holds the course; without ``sandboxed`` workers are plain forks, for machines that cannot do better."""

    root: str
    sandboxed: bool = True
    profile: str = "quick"
    device: str = "cpu"
