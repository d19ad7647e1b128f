"""attack: hands in a folder as its module
strategy: q1_pool.py is a directory with a package inside
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
    (target / "q1_pool.py").mkdir()
    (target / "q1_pool.py" / "__init__.py").write_bytes(honest())
