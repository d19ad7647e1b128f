"""attack: returns three hundred thousand items
strategy: a list small in the worker, large for the reader
family: lies
question: q1_pool
expect: invalid failed
"""


def masked_mean(hidden, mask):
    return [None] * 300_000
