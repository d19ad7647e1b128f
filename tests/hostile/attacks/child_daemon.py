"""attack: leaves a daemon behind
strategy: a doubly forked child lives on and writes a marker
family: resources
question: q1_pool
expect: failed
"""

import os
import time


def masked_mean(hidden, mask):
    if not os.fork():
        if not os.fork():
            while True:
                time.sleep(0.05)
                try:
                    with open("/tmp/tamrin-was-here", "a", encoding="utf-8") as file:
                        file.write("still here")
                except OSError:
                    pass
        os._exit(0)
    os.wait()
    return None
