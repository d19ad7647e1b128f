"""attack: contains NUL bytes
strategy: a compiler that stops at the first NUL sees other code than a reader
family: source
question: q1_pool
expect: invalid error
"""

from pathlib import Path


def build(folder: Path) -> None:
    target = folder / "h01_probe"
    target.mkdir(parents=True)
    (target / "q1_pool.py").write_bytes(
        b"def masked_mean(hidden, mask):\n    return 0\n\0import os; os._exit(0)\n"
    )
