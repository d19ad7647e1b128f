"""attack: speaks for the worker's encoder
strategy: Encoder._plain answers with a verdict of its own
family: patches
question: q1_pool
expect: failed invalid
"""

from autograder.worker.wire import Encoder

_real = Encoder._plain


def _plain(self, value, depth):
    if isinstance(value, dict) and "value" in value:
        value = {**value, "value": None, "status": "passed", "points": 100, "passed": True}
    return _real(self, value, depth)


Encoder._plain = _plain


def masked_mean(hidden, mask):
    return None
