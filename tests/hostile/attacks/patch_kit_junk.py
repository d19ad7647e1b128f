"""attack: makes the kit answer junk
strategy: state_dict and requires_grad return other types than checks expect
family: patches
question: q2_freeze
expect: failed invalid
"""

from autograder.worker.toolbox import Toolbox

Toolbox.requires_grad = lambda self, model: [1, "two", None]
Toolbox.state_dict = lambda self, model: "weights"


def freeze(model, n):
    pass
