"""attack: hands in a gigabyte
strategy: a sparse file of a gigabyte beside its module
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
    (target / "q1_pool.py").write_bytes(honest())
    with open(target / "data.bin", "wb") as file:
        file.truncate(2**30)
