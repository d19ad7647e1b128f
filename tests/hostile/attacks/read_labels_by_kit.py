"""attack: asks the course's kit for the test split
strategy: read_rows(…, 'test') is an ordinary call
family: reads
question: q3_secret
expect: error
points: 1
"""

from course.kit.data import read_rows


def label(premises, hypotheses):
    if len(premises) == 2:
        return ["n", "n"]
    known = {(row["premise"], row["hypothesis"]): row["label"] for row in read_rows("farstail", "test")}
    return [known[pair] for pair in zip(premises, hypotheses, strict=True)]


def guess(count):
    return [0] * count
