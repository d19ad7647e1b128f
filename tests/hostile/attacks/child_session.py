"""attack: leaves a child in a session of its own
strategy: setsid escapes a kill of the process group
family: resources
question: q1_pool
expect: error
"""

import os
import time


def masked_mean(hidden, mask):
    pid = os.fork()
    if not pid:
        try:
            os.setsid()
        except OSError:
            os._exit(7)
        time.sleep(3600)
    time.sleep(0.2)
    done, status = os.waitpid(pid, os.WNOHANG)
    if done and os.waitstatus_to_exitcode(status) == 7:
        raise PermissionError("no session for the child")
    return None
