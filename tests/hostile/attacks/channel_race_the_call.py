"""attack: answers the first call while it is still imported
strategy: replies to the load from module level and races the grader with the reply to the call it then sends;
    the forged value comes too early (invalid) or is judged as any claim is (failed)
family: channel
question: q1_pool
expect: invalid failed
"""

import gc

import msgpack
from autograder.worker.wire import Channel


def _channel():
    return next(value for value in gc.get_objects() if isinstance(value, Channel))


for _number in (1, 2):
    _channel().send(msgpack.packb({"id": _number, "value": True}))
