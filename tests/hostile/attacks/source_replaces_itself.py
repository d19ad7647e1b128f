"""attack: replaces its module
strategy: sys.modules and its own file are changed while it runs
family: source
question: q1_pool
expect: failed error
"""

import os
import sys
import types

sys.modules[__name__] = types.ModuleType(__name__)
os.unlink(__file__)
for _name in [name for name in sys.modules if name.startswith(("autograder", "msgpack", "torch"))]:
    del sys.modules[_name]


def masked_mean(hidden, mask):
    return None
