"""attack: is damaged
strategy: a zip cut in half
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
    path = Path(f"{folder}.zip")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("h01_probe/q1_pool.py", honest())
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
