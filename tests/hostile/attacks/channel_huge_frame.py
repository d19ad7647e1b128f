"""attack: announces four gigabytes
strategy: a length that a careless reader allocates
family: channel
question: q1_pool
expect: invalid
"""

import gc

from autograder.worker.wire import Channel


def _channel():
    return next(value for value in gc.get_objects() if isinstance(value, Channel))


def masked_mean(hidden, mask):
    _channel().sock.sendall(b"\xff\xff\xff\xff" + b"x" * 1000)
