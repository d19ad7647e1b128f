"""attack: stops itself
strategy: a stopped process answers neither calls nor a polite end
family: resources
question: q1_pool
expect: timeout failed
"""

import os
import signal
import time


def masked_mean(hidden, mask):
    os.kill(os.getpid(), signal.SIGSTOP)
    os.kill(0, signal.SIGSTOP)
    time.sleep(3600)
