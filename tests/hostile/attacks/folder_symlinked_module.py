"""attack: hands in a link to the reference
strategy: q1_pool.py is a symbolic link to the solution
family: archives
question: all
expect: invalid
"""

from pathlib import Path

SOLUTIONS = Path(__file__).parent.parent / "course" / "solutions" / "h01_probe"


def honest(name: str = "q1_pool") -> bytes:
    return (SOLUTIONS / f"{name}.py").read_bytes()


def build(folder: Path) -> None:
    target = folder / "h01_probe"
    target.mkdir(parents=True)
    (target / "q1_pool.py").symlink_to(SOLUTIONS / "q1_pool.py")
