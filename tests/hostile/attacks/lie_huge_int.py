"""attack: returns an integer of 40,000 digits
strategy: turning it into text takes quadratic time or raises
family: lies
question: q1_pool
expect: failed
"""


def masked_mean(hidden, mask):
    return 10**40_000
