"""attack: computes for ever where no Python runs
strategy: one power of a huge number, deaf to signals
family: resources
question: q1_pool
expect: timeout
"""

import signal

for _number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM, signal.SIGXCPU):
    signal.signal(_number, signal.SIG_IGN)


def masked_mean(hidden, mask):
    return 7 ** (7**12)
