"""attack: spreads memory over children
strategy: each stays below its own limit, all together do not
family: resources
question: q1_pool
expect: memory timeout
"""

import os
import time


def masked_mean(hidden, mask):
    for _ in range(16):
        if not os.fork():
            block = bytearray(os.urandom(2**20)) * 64
            time.sleep(60)
            return block
    time.sleep(60)
