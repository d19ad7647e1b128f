"""attack: hands in a socket
strategy: q1_pool.py is a UNIX socket
family: archives
question: all
expect: invalid
"""

import os
import socket
from pathlib import Path

SOLUTIONS = Path(__file__).parent.parent / "course" / "solutions" / "h01_probe"


def honest(name: str = "q1_pool") -> bytes:
    return (SOLUTIONS / f"{name}.py").read_bytes()


def build(folder: Path) -> None:
    target = folder / "h01_probe"
    target.mkdir(parents=True)
    here = os.getcwd()
    os.chdir(target)
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("q1_pool.py")
    finally:
        os.chdir(here)
