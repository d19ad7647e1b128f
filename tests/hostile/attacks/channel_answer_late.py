"""attack: answers after its time, into the next check
strategy: a thread sends a second reply a little later
family: channel
question: q1_pool
expect: failed
"""

import gc
import threading
import time

import msgpack
from autograder.worker.wire import Channel


def _channel():
    return next(value for value in gc.get_objects() if isinstance(value, Channel))


def _later():
    time.sleep(0.3)
    _channel().send(msgpack.packb({"id": 2, "value": "LATE"}))


def masked_mean(hidden, mask):
    threading.Thread(target=_later, daemon=True).start()
    return None
