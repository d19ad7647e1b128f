"""attack: is called like markup
strategy: the student's name holds tags and attributes
family: text
question: q1_pool
expect: failed
"""

from pathlib import Path

STUDENT = "<img src=x onerror=alert(1)><script>alert('tamrin')<"


def build(folder: Path) -> str:
    target = folder.with_name(STUDENT) / "h01_probe"
    target.mkdir(parents=True)
    (target / "q1_pool.py").write_text("def masked_mean(hidden, mask):\n    return None\n", encoding="utf-8")
    return STUDENT
