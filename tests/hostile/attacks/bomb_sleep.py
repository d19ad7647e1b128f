"""attack: sleeps
strategy: for a day
family: resources
question: q1_pool
expect: timeout
"""

import time


def masked_mean(hidden, mask):
    time.sleep(86_400)
