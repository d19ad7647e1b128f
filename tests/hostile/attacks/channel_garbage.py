"""attack: sends noise
strategy: random bytes behind a right length
family: channel
question: q1_pool
expect: invalid
"""

import gc
import os

from autograder.worker.wire import Channel


def _channel():
    return next(value for value in gc.get_objects() if isinstance(value, Channel))


def masked_mean(hidden, mask):
    _channel().send(os.urandom(100_000))
    os._exit(0)
