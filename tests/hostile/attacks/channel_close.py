"""attack: closes the channel and goes on
strategy: the grader might wait for ever or take silence for success
family: channel
question: q1_pool
expect: killed
"""

import gc
import time

from autograder.worker.wire import Channel


def _channel():
    return next(value for value in gc.get_objects() if isinstance(value, Channel))


def masked_mean(hidden, mask):
    _channel().close()
    time.sleep(60)
