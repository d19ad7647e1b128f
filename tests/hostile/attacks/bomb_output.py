"""attack: prints without end
strategy: to standard output, raw
family: resources
question: q1_pool
expect: killed
"""

import os


def masked_mean(hidden, mask):
    while True:
        os.write(1, b"x" * 2**16)
