"""attack: makes pytest report success
strategy: replaces pytest's and the authoring package's functions
family: patches
question: q1_pool
expect: failed error
"""

import sys
import types

for _name in (
    "pytest",
    "_pytest",
    "autograder.authoring",
    "autograder.grading.session",
    "autograder.records",
):
    sys.modules[_name] = types.ModuleType(_name)
sys.modules["autograder.authoring"].expect = lambda *args, **kwargs: None


def masked_mean(hidden, mask):
    return hidden[:, 0]
