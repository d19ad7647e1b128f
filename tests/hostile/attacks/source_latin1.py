"""attack: is Latin-1
strategy: bytes that are no UTF-8, without a declaration
family: source
question: q1_pool
expect: invalid
"""

from pathlib import Path


def build(folder: Path) -> None:
    target = folder / "h01_probe"
    target.mkdir(parents=True)
    (target / "q1_pool.py").write_bytes(
        "def masked_mean(hidden, mask):\n    return 'caf\xe9'\n".encode("latin-1")
    )
