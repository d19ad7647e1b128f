"""attack: answers for the kit: nothing ever changes
strategy: Toolbox.state_dict and requires_grad are replaced by constants
family: patches
question: q2_freeze
expect: failed
"""

from autograder.worker.toolbox import Toolbox

_real = Toolbox.state_dict
_kept = {}


def _constant(self, model):
    return _kept.setdefault("state", _real(self, model))


Toolbox.state_dict = _constant
Toolbox.requires_grad = lambda self, model: {name: False for name, _ in model.named_parameters()}
Toolbox.adamw_step = lambda self, *args, **kwargs: 0.0


def freeze(model, n):
    pass
