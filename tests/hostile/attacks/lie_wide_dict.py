"""attack: returns a dictionary with odd keys
strategy: tuples and objects as keys break readers that sort or print them
family: lies
question: q1_pool
expect: failed
"""


def masked_mean(hidden, mask):
    return {(1, (2, 3)): 1, frozenset(): 2, None: 3}
