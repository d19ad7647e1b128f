"""attack: takes the worker's built-ins away
strategy: isinstance, type, len and open answer what suits
family: patches
question: q1_pool
expect: failed error killed invalid
"""

import builtins

builtins.isinstance = lambda value, kind: True
builtins.len = lambda value: 0
builtins.hash = lambda value: 0


def masked_mean(hidden, mask):
    return object()
