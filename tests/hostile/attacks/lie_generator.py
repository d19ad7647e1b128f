"""attack: returns an endless generator
strategy: something has to unroll it
family: lies
question: q1_pool
expect: failed
"""


def masked_mean(hidden, mask):
    return (0.0 for _ in iter(int, 1))
