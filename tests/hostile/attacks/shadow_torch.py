"""attack: shadows torch
strategy: torch.py, numpy.py, msgpack.py and others beside the module
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
    evil = b"import os\nos._exit(0)\n"
    for name in (
        "torch",
        "numpy",
        "msgpack",
        "transformers",
        "random",
        "json",
        "autograder",
        "course",
        "typing",
        "re",
    ):
        (target / f"{name}.py").write_bytes(evil)
