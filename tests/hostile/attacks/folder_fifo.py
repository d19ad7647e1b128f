"""attack: hands in a pipe
strategy: q1_pool.py is a FIFO: whoever opens it waits for ever
family: archives
question: all
expect: invalid
"""

import os
from pathlib import Path

SOLUTIONS = Path(__file__).parent.parent / "course" / "solutions" / "h01_probe"


def honest(name: str = "q1_pool") -> bytes:
    return (SOLUTIONS / f"{name}.py").read_bytes()


def build(folder: Path) -> None:
    target = folder / "h01_probe"
    target.mkdir(parents=True)
    os.mkfifo(target / "q1_pool.py")
