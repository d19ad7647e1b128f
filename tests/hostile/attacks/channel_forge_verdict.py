"""attack: reports its own verdict
strategy: finds the socket by gc and sends a reply that says passed
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

    verdict = {"id": 2, "status": "passed", "passed": True, "points": 5, "value": {"status": "passed"}}
    _channel().send(msgpack.packb(verdict))
