"""attack: recurses without end
strategy: with the recursion limit lifted
family: bombs
question: q1_pool
expect: error killed timeout memory
"""

import sys

sys.setrecursionlimit(10**6)


def masked_mean(hidden, mask):
    return masked_mean(hidden, mask)
