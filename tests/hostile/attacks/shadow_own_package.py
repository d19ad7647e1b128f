"""attack: hides behind a package of the module's name
strategy: q1_pool/__init__.py beside q1_pool.py would win an ordinary import
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
    (target / "q1_pool").mkdir()
    (target / "q1_pool" / "__init__.py").write_text("import os\nos._exit(0)\n", encoding="utf-8")
