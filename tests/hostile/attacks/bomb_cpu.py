"""attack: computes for ever
strategy: an empty loop
family: resources
question: q1_pool
expect: timeout
"""


def masked_mean(hidden, mask):
    while True:
        pass
