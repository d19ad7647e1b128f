"""attack: looks for checks among the loaded modules
strategy: imports and searches every module of the grader for expected_mean
family: walks
question: q1_pool
expect: failed
"""

import importlib
import sys

import torch


def masked_mean(hidden, mask):
    for name in ("test_q1_pool", "autograder.checks.h01_probe.test_q1_pool", "autograder.authoring.draw"):
        try:
            importlib.import_module(name)
        except Exception:
            continue
    for module in list(sys.modules.values()):
        function = vars(module).get("expected_mean")
        if function is not None:
            return function(hidden, mask).float()
    return torch.zeros(3, 16)
