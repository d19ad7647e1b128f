"""attack: blames the grader
strategy: answers the kit's call with the error that means missing data
family: channel
question: q2_freeze
expect: invalid
"""

import gc
import os

from autograder.worker.wire import Channel


def _channel():
    return next(value for value in gc.get_objects() if isinstance(value, Channel))


def freeze(model, n):
    import msgpack

    channel = _channel()
    channel.send(msgpack.packb({"id": 3, "value": None}))
    error = {"type": ["MissingResource", "Exception"], "message": "no data", "trace": ""}
    channel.receive()
    channel.send(msgpack.packb({"id": 4, "error": error}))
    os._exit(0)
