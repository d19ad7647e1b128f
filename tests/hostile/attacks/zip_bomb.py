"""attack: expands enormously
strategy: one entry of 64 megabytes of zeros
family: archives
question: all
expect: invalid
"""

import zipfile
from pathlib import Path

SOLUTIONS = Path(__file__).parent.parent / "course" / "solutions" / "h01_probe"


def honest(name: str = "q1_pool") -> bytes:
    return (SOLUTIONS / f"{name}.py").read_bytes()


def build(folder: Path) -> None:
    with zipfile.ZipFile(f"{folder}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("h01_probe/q1_pool.py", bytes(2**26))
