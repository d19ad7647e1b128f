"""attack: is UTF-16
strategy: a BOM and a NUL in every other byte
family: source
question: q1_pool
expect: invalid
"""

from pathlib import Path


def build(folder: Path) -> None:
    target = folder / "h01_probe"
    target.mkdir(parents=True)
    (target / "q1_pool.py").write_bytes("def masked_mean(hidden, mask): return 0".encode("utf-16"))
