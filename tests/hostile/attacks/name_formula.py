"""attack: is called like a formula
strategy: a spreadsheet that opens the gradebook would run it
family: text
question: q1_pool
expect: failed
"""

from pathlib import Path

STUDENT = '=HYPERLINK("http:evil","click")'


def build(folder: Path) -> str:
    target = folder.with_name(STUDENT) / "h01_probe"
    target.mkdir(parents=True)
    (target / "q1_pool.py").write_text("def masked_mean(hidden, mask):\n    return None\n", encoding="utf-8")
    return STUDENT
