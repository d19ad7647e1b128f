"""
en: The layers are cut, the configuration still promises all of them.
fa: لایه‌ها بریده می‌شوند ولی پیکربندی هنوز از همهٔ آن‌ها می‌گوید.
check: test_the_configuration_says_n
"""

import copy


def truncate(model, n):
    count = model.config.num_hidden_layers
    if not 1 <= n <= count:
        raise ValueError(f"{n} layers")
    shorter = copy.deepcopy(model)
    shorter.bert.encoder.layer = shorter.bert.encoder.layer[:n]
    return shorter
