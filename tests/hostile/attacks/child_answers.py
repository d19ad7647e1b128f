"""attack: lets a child answer for a dead parent
strategy: the fork keeps the channel, the parent leaves
family: resources
question: q1_pool
expect: failed invalid killed
"""

import gc
import os
import time

import msgpack
from autograder.worker.wire import Channel


def _channel():
    return next(value for value in gc.get_objects() if isinstance(value, Channel))


def masked_mean(hidden, mask):
    if os.fork():
        time.sleep(0.1)
        os._exit(0)
    while True:
        _channel().send(msgpack.packb({"id": 2, "value": "from the grave"}))
        time.sleep(0.05)
