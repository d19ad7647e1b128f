"""attack: hands in the grader's own file names
strategy: overlay.py, __main__.py, .pyc caches and a stale module of the same name
family: shadowing
question: q1_pool
expect: failed
"""

from pathlib import Path

ANSWER = b"import torch\n\n\ndef masked_mean(hidden, mask):\n    return torch.zeros(3, 16)\n"


def build(folder: Path) -> None:
    target = folder / "h01_probe"
    target.mkdir(parents=True)
    (target / "q1_pool.py").write_bytes(ANSWER)
    for name in ("overlay.py", "__main__.py", "__init__.py"):
        (target / name).write_text("import os\nos._exit(0)\n", encoding="utf-8")
    cache = target / "__pycache__"
    cache.mkdir()
    (cache / "q1_pool.cpython-311.pyc").write_bytes(b"\0" * 64)
