"""attack: starts threads without end
strategy: each sleeps for an hour
family: resources
question: q1_pool
expect: error memory timeout
"""

import threading
import time


def masked_mean(hidden, mask):
    while True:
        threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()
