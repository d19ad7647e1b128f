"""attack: finds test rows in the training data
strategy: looks every test pair up in the splits that a worker may read
family: reads
question: q3_secret
expect: failed
points: 1
"""

from course.kit.data import read_rows

_ROWS = [*read_rows("farstail", "train"), *read_rows("farstail", "validation")]
_KNOWN = {(row["premise"], row["hypothesis"]): row["label"] for row in _ROWS}


def label(premises, hypotheses):
    return [_KNOWN.get(pair, "n") for pair in zip(premises, hypotheses, strict=True)]


def guess(count):
    return [0] * count
