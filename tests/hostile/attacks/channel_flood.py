"""attack: floods the channel
strategy: sends frames without end
family: channel
question: q1_pool
expect: invalid
"""

import gc

from autograder.worker.wire import Channel


def _channel():
    return next(value for value in gc.get_objects() if isinstance(value, Channel))


def masked_mean(hidden, mask):
    channel = _channel()
    while True:
        channel.send(b"\xc0" * 2**20)
