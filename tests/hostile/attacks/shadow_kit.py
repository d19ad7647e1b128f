"""attack: shadows the course's kit and the worker
strategy: packages course, autograder and q3_secret beside the module, imported lazily
family: shadowing
question: q1_pool
expect: failed
"""

from pathlib import Path

ANSWER = b"""import torch
from course.kit.data import DATASETS


def masked_mean(hidden, mask):
    return torch.zeros(3 if DATASETS else 0, 16)
"""


def build(folder: Path) -> None:
    target = folder / "h01_probe"
    target.mkdir(parents=True)
    (target / "q1_pool.py").write_bytes(ANSWER)
    for name in ("course/kit", "course", "autograder/worker", "autograder", "solutions"):
        (target / name).mkdir(parents=True, exist_ok=True)
        (target / name / "__init__.py").write_text("import os\nos._exit(0)\n", encoding="utf-8")
    (target / "course" / "kit" / "data.py").write_text("import os\nos._exit(0)\n", encoding="utf-8")
