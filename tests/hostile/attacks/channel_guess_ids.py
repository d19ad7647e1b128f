"""attack: answers questions before they are asked
strategy: sends replies with the next hundred numbers
family: channel
question: q1_pool
expect: invalid failed
"""

import gc

from autograder.worker.wire import Channel


def _channel():
    return next(value for value in gc.get_objects() if isinstance(value, Channel))


def masked_mean(hidden, mask):
    import msgpack

    for number in range(2, 100):
        _channel().send(msgpack.packb({"id": number, "value": None}))
