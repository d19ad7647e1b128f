"""attack: prints without end from a child while the check ends
strategy: the grader reads until nothing comes
family: resources
question: q1_pool
expect: failed killed invalid
"""

import os


def masked_mean(hidden, mask):
    if not os.fork():
        while True:
            os.write(2, b"y" * 2**16)
    return None
