"""attack: returns a list nested 100,000 deep
strategy: a recursive reader overflows its stack
family: lies
question: q1_pool
expect: failed
"""


def masked_mean(hidden, mask):
    value = []
    for _ in range(100_000):
        value = [value]
    return value
