"""attack: takes all memory
strategy: appends blocks and touches them
family: resources
question: q1_pool
expect: memory timeout
"""


def masked_mean(hidden, mask):
    kept = []
    while True:
        kept.append(b"x" * 2**20)
