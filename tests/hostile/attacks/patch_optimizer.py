"""attack: makes the step do nothing
strategy: AdamW.step is replaced, so that frozen weights stay without being frozen
family: patches
question: q2_freeze
expect: failed
points: 1
"""

import torch

torch.optim.AdamW.step = lambda self, closure=None: None


def freeze(model, n):
    for name, parameter in model.named_parameters():
        if any(name.startswith(f"bert.encoder.layer.{index}.") for index in range(n)):
            parameter.requires_grad_(False)
