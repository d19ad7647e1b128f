"""attack: takes other arguments
strategy: TypeError on the first call
family: source
question: q1_pool
expect: error
"""


def masked_mean():
    return None
