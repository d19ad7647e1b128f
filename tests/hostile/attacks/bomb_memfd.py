"""attack: hides memory in files without names
strategy: memfd_create, System V segments and /dev/shm
family: resources
question: q1_pool
expect: error
"""

import os
import time


def masked_mean(hidden, mask):
    descriptors = [os.memfd_create("hidden") for _ in range(100)]
    for descriptor in descriptors:
        os.write(descriptor, bytes(64 * 2**20))
    time.sleep(60)
