"""attack: returns a list that contains itself
strategy: an encoder recurses for ever
family: lies
question: q1_pool
expect: failed
"""


def masked_mean(hidden, mask):
    value = []
    value.append(value)
    return value
