"""attack: hides memory in shared pages
strategy: anonymous shared maps, filled by children
family: resources
question: q1_pool
expect: memory error timeout
"""

import mmap
import os
import time


def masked_mean(hidden, mask):
    for _ in range(10):
        if not os.fork():
            block = mmap.mmap(-1, 64 * 2**20)
            block.write(os.urandom(2**20) * 64)
            time.sleep(60)
    time.sleep(60)
