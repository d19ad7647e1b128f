"""attack: is called like a path
strategy: a leading dash, dots and a percent sign in the student's name
family: text
question: q1_pool
expect: failed
"""

from pathlib import Path

STUDENT = "-rf .. %2e"


def build(folder: Path) -> str:
    target = folder.with_name(STUDENT) / "h01_probe"
    target.mkdir(parents=True)
    (target / "q1_pool.py").write_text("def masked_mean(hidden, mask):\n    return None\n", encoding="utf-8")
    return STUDENT
