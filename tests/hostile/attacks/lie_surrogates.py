"""attack: returns text that is no UTF-8
strategy: lone surrogates break encoders and databases
family: lies
question: q1_pool
expect: error failed
"""


def masked_mean(hidden, mask):
    return "\ud800\udfff"
