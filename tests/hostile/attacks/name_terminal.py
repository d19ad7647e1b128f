"""attack: is called like a terminal command
strategy: escape sequences, a line end and a bidi override in the student's name
family: text
question: q1_pool
expect: failed
"""

from pathlib import Path

STUDENT = "evil\x1b[2J\x1b[31m\r\n\u202etxt.exe"


def build(folder: Path) -> str:
    target = folder.with_name(STUDENT) / "h01_probe"
    target.mkdir(parents=True)
    (target / "q1_pool.py").write_text("def masked_mean(hidden, mask):\n    return None\n", encoding="utf-8")
    return STUDENT
