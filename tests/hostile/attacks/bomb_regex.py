"""attack: backtracks for ever
strategy: a regular expression of exponential time, which holds the interpreter
family: bombs
question: q1_pool
expect: timeout
"""

import re


def masked_mean(hidden, mask):
    return re.match("(a+)+$", "a" * 64 + "b")
