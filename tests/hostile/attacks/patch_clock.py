"""attack: stops the clock
strategy: time.monotonic stands still, so that a limit measured with it never comes
family: patches
question: q1_pool
expect: timeout
"""

import time

time.monotonic = time.time = time.perf_counter = lambda: 0.0


def masked_mean(hidden, mask):
    while time.monotonic() < 1.0:
        pass
