"""attack: holds the same file twice
strategy: one for the reader, one for the grader
family: archives
question: all
expect: invalid
"""

import warnings
import zipfile
from pathlib import Path

SOLUTIONS = Path(__file__).parent.parent / "course" / "solutions" / "h01_probe"


def honest(name: str = "q1_pool") -> bytes:
    return (SOLUTIONS / f"{name}.py").read_bytes()


def build(folder: Path) -> None:
    with warnings.catch_warnings(), zipfile.ZipFile(f"{folder}.zip", "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("h01_probe/q1_pool.py", b"masked_mean = None")
        archive.writestr("h01_probe/q1_pool.py", honest())
