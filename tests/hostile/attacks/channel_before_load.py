"""attack: answers while it is imported
strategy: sends replies to the load and to the first call from module level
family: channel
question: q1_pool
expect: invalid
"""

import gc

import msgpack
from autograder.worker.wire import Channel


def _channel():
    return next(value for value in gc.get_objects() if isinstance(value, Channel))


for _number in (1, 2):
    _channel().send(msgpack.packb({"id": _number, "value": True}))
