"""attack: hides a zip in a zip
strategy: a reader that unpacks recursively never ends
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
    inner = Path(f"{folder}.inner")
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("h01_probe/q1_pool.py", honest())
    with zipfile.ZipFile(f"{folder}.zip", "w") as archive:
        archive.write(inner, "h01_probe.zip")
    inner.unlink()
