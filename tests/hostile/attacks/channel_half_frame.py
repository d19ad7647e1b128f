"""attack: sends half a frame and waits
strategy: the reader waits for the rest beyond every limit
family: channel
question: q1_pool
expect: timeout
"""

import gc
import time

from autograder.worker.wire import Channel


def _channel():
    return next(value for value in gc.get_objects() if isinstance(value, Channel))


def masked_mean(hidden, mask):
    _channel().sock.sendall(b"\x03\x00\x00\x00")
    while True:
        _channel().sock.sendall(b"x")
        time.sleep(0.01)
