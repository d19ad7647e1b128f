"""attack: mixes tabs and blanks
strategy: TabError
family: source
question: q1_pool
expect: invalid
"""

from pathlib import Path


def build(folder: Path) -> None:
    target = folder / "h01_probe"
    target.mkdir(parents=True)
    (target / "q1_pool.py").write_bytes(b"def masked_mean(hidden, mask):\n\tif 1:\n        return 0\n")
