"""
en: The last n layers are kept instead of the first.
fa: به جای n لایهٔ نخست، n لایهٔ آخر نگه داشته می‌شوند.
check: test_output_is_the_nth_hidden_state
"""

import copy


def truncate(model, n):
    count = model.config.num_hidden_layers
    if not 1 <= n <= count:
        raise ValueError(f"{n} layers")
    shorter = copy.deepcopy(model)
    shorter.bert.encoder.layer = shorter.bert.encoder.layer[count - n :]
    shorter.config.num_hidden_layers = n
    return shorter
