"""attack: recurses without end
strategy: an ordinary RecursionError with a long trace
family: bombs
question: q1_pool
expect: error
"""


def masked_mean(hidden, mask):
    return masked_mean(hidden, mask)
