"""attack: begins with a byte order mark
strategy: an editor's BOM must not cost points
family: source
question: q1_pool
expect: passed
points: 5
"""

from pathlib import Path

SOLUTIONS = Path(__file__).parent.parent / "course" / "solutions" / "h01_probe"


def honest(name: str = "q1_pool") -> bytes:
    return (SOLUTIONS / f"{name}.py").read_bytes()


def build(folder: Path) -> None:
    target = folder / "h01_probe"
    target.mkdir(parents=True)
    (target / "q1_pool.py").write_bytes(b"\xef\xbb\xbf" + honest())
