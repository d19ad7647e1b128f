"""attack: writes a message without end
strategy: ten megabytes of text in an error
family: text
question: q1_pool
expect: error
"""


def masked_mean(hidden, mask):
    raise ValueError("long " * 2_000_000)
