"""attack: calls its function otherwise
strategy: Masked_Mean instead of masked_mean
family: source
question: q1_pool
expect: invalid
"""


def Masked_Mean(hidden, mask):
    return hidden.mean(dim=1)
