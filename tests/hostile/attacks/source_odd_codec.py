"""attack: declares a codec that computes
strategy: rot13, zlib and others as the source's encoding
family: source
question: q1_pool
expect: invalid error
"""

from pathlib import Path


def build(folder: Path) -> None:
    target = folder / "h01_probe"
    target.mkdir(parents=True)
    (target / "q1_pool.py").write_bytes(b"# -*- coding: zlib -*-\n" + b"\x78\x9c" * 100)
