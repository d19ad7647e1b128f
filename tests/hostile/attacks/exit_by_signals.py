"""attack: ends itself by every signal
strategy: sends all signals to its own process
family: exit
question: q1_pool
expect: killed failed error
"""

import os
import signal


def masked_mean(hidden, mask):
    for number in signal.valid_signals():
        try:
            os.kill(os.getpid(), number)
        except OSError:
            pass
