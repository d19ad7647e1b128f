"""attack: sends a pickle
strategy: a reader that unpickles would run a command
family: channel
question: q1_pool
expect: invalid
"""

import gc
import os
import pickle

from autograder.worker.wire import Channel


def _channel():
    return next(value for value in gc.get_objects() if isinstance(value, Channel))


class Bomb:
    def __reduce__(self):
        return (os.system, ("touch /tmp/tamrin-was-here",))


def masked_mean(hidden, mask):
    _channel().send(pickle.dumps(Bomb()))
    os._exit(0)
