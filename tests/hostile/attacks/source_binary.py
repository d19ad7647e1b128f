"""attack: is a binary file
strategy: the bytes of a zip called q1_pool.py
family: source
question: q1_pool
expect: invalid
"""

from pathlib import Path


def build(folder: Path) -> None:
    target = folder / "h01_probe"
    target.mkdir(parents=True)
    (target / "q1_pool.py").write_bytes(b"PK\x05\x06" + bytes(18))
