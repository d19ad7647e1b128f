"""attack: hands in a link to the solutions
strategy: the assignment's folder is a symbolic link
family: archives
question: all
expect: invalid
"""

from pathlib import Path

SOLUTIONS = Path(__file__).parent.parent / "course" / "solutions" / "h01_probe"


def honest(name: str = "q1_pool") -> bytes:
    return (SOLUTIONS / f"{name}.py").read_bytes()


def build(folder: Path) -> None:
    folder.mkdir()
    (folder / "h01_probe").symlink_to(SOLUTIONS, target_is_directory=True)
