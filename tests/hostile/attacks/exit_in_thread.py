"""attack: leaves with success from a thread
strategy: a thread started at import calls os._exit(0) while the check runs
family: exit
question: q1_pool
expect: killed
"""

import os
import threading
import time


def masked_mean(hidden, mask):
    threading.Thread(target=lambda: os._exit(0)).start()
    time.sleep(30)
